import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
} from '@aws-sdk/client-auto-scaling';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { AutoScalingGroupId } from '../auto-scaling-group.ts';

/** It replaces instances, or watches what it replaced. */
const active = ['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'];

/** Null when there is no such group. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
export async function readAutoScalingGroup(
  aws: AwsClients,
  { group }: AutoScalingGroupId,
): Promise<AutoScalingGroup | null> {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
  const { AutoScalingGroups = [] } = await aws.get(AutoScalingClient).send(command);
  return AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === group) ?? null;
}

/** The one that is under way; null when none is. */
export async function readActiveRefresh(
  aws: AwsClients,
  { group }: AutoScalingGroupId,
): Promise<InstanceRefresh | null> {
  const command = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 10 });
  const { InstanceRefreshes = [] } = await aws.get(AutoScalingClient).send(command);
  return InstanceRefreshes.find(({ Status = '' }) => active.includes(Status)) ?? null;
}
