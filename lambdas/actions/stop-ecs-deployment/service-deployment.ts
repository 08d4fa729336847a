import { ECSClient, StopServiceDeploymentCommand } from '@aws-sdk/client-ecs';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import { describeServiceDeployments } from '../../resources/aws/ecs-service-deployments.ts';
import type { Setting } from '../setting/move-setting.ts';
import { type DeploymentState, stateOf } from './stopping-contract.ts';

const tooLate = ['ConflictException', 'ServiceDeploymentNotFoundException'];

/**
 * A deployment as something to be set to `rolling-back`. To stop one that is being rolled back only goes on with that.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html
 */
export function deploymentState(aws: AwsClients, serviceDeploymentArn: string): Setting<DeploymentState> {
  return {
    read: async () => {
      const [found] = await describeServiceDeployments(aws, [serviceDeploymentArn]);
      return found === undefined ? null : stateOf(found.status);
    },
    write: async () => {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
      const sent = aws.get(ECSClient, 'once').send(command);
      return (await orOnFault<unknown, 'conflict'>(sent, tooLate, 'conflict')) === 'conflict'
        ? 'conflict'
        : 'written';
    },
    same: (a, b) => a === b,
  };
}
