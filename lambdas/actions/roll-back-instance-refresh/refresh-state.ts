import { AutoScalingClient, RollbackInstanceRefreshCommand } from '@aws-sdk/client-auto-scaling';
import { type AwsClients, awsFaultOf } from '../../ports/aws-clients.ts';
import { readRefresh } from '../../resources/aws/auto-scaling-groups.ts';
import type { Setting } from '../setting/move-setting.ts';
import { type RefreshParams, type RefreshState, stateOf } from './refresh-contract.ts';

/**
 * A refresh as something to be set to `rolling-back`. The call names the group only, and takes what is under way there: the refresh is
 * looked at right before. One that is being rolled back is no longer active, so a second call is refused.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html
 */
export function refreshState(aws: AwsClients, { group, refresh }: RefreshParams): Setting<RefreshState> {
  return {
    read: async () => {
      const found = await readRefresh(aws, { group }, refresh);
      return found === null ? null : stateOf(found.Status);
    },
    write: async () => {
      const command = new RollbackInstanceRefreshCommand({ AutoScalingGroupName: group });
      try {
        await aws.get(AutoScalingClient, 'once').send(command);
        return 'written';
      } catch (error) {
        const fault = awsFaultOf(error) ?? '';
        if (fault.startsWith('IrreversibleInstanceRefresh')) {
          return {
            refused:
              'it has no fixed version to go back to ($Latest, $Default, an image by parameter, or no desired configuration)',
          };
        }
        if (fault.startsWith('ActiveInstanceRefreshNotFound') || fault.startsWith('ResourceContention'))
          return 'conflict';
        if (fault.startsWith('LimitExceeded')) return { refused: 'a limit of Auto Scaling is reached' };
        throw error;
      }
    },
    same: (a, b) => a === b,
  };
}
