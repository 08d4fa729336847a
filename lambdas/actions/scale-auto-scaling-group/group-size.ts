import {
  AutoScalingClient,
  type AutoScalingGroup,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { type AwsClients, awsFaultOf } from '../../ports/aws-clients.ts';
import type { AutoScalingGroupId } from '../../resources/auto-scaling-group.ts';
import { readAutoScalingGroup } from '../../resources/aws/auto-scaling-groups.ts';
import type { Written } from '../../resources/aws/written.ts';
import type { GroupSize } from './group-contract.ts';

const busy = ['ScalingActivityInProgressFault', 'ScalingActivityInProgress', 'ResourceContention'];

export function sizeOf(group: AutoScalingGroup): GroupSize {
  return { min: group.MinSize ?? 0, max: group.MaxSize ?? 0, desired: group.DesiredCapacity ?? 0 };
}

/** Null when there is no such group. */
export async function readSize(aws: AwsClients, id: AutoScalingGroupId): Promise<GroupSize | null> {
  const found = await readAutoScalingGroup(aws, id);
  return found === null ? null : sizeOf(found);
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
export async function writeSize(
  aws: AwsClients,
  { group }: AutoScalingGroupId,
  { min, max, desired }: GroupSize,
): Promise<Written> {
  const command = new UpdateAutoScalingGroupCommand({
    AutoScalingGroupName: group,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
  });
  try {
    await aws.get(AutoScalingClient, 'once').send(command);
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error) ?? '';
    if (busy.some((name) => fault.startsWith(name))) return 'conflict';
    if (fault === 'ValidationError') return { refused: 'Auto Scaling takes no such size' };
    throw error;
  }
}
