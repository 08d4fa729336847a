import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import type { CodeDeployState } from './codedeploy-state.ts';
import { batchGetDeployments, getDeployment, listDeployments } from './deployment-operations.ts';

/** Deployments of deployment groups. */
export const codeDeploy: AwsService<CodeDeployState> = {
  signingName: 'codedeploy',
  endpointSuffix: 'CODEDEPLOY',
  seed: () => ({ groups: [], deployments: [] }),
  protocol: awsJson(
    { target: 'CodeDeploy_20141006', version: '1.1', invalid: 'InvalidInputException' },
    {
      ListDeployments: listDeployments,
      BatchGetDeployments: batchGetDeployments,
      GetDeployment: getDeployment,
    },
  ),
};
