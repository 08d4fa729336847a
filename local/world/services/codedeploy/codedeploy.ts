import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { type CodeDeployState, seedCodeDeploy } from './codedeploy-state.ts';
import { codeDeployStory } from './codedeploy-story.ts';
import {
  batchGetDeployments,
  createDeployment,
  getDeployment,
  listDeployments,
  stopDeployment,
} from './deployment-operations.ts';

/** Deployments of deployment groups. */
export const codeDeploy: AwsService<CodeDeployState> = {
  signingName: 'codedeploy',
  endpointSuffix: 'CODEDEPLOY',
  seed: seedCodeDeploy,
  protocol: awsJson(
    { target: 'CodeDeploy_20141006', version: '1.1', invalid: 'InvalidInputException' },
    {
      ListDeployments: listDeployments,
      BatchGetDeployments: batchGetDeployments,
      GetDeployment: getDeployment,
      CreateDeployment: createDeployment,
      StopDeployment: stopDeployment,
    },
  ),
  story: codeDeployStory,
};
