import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  type DescribeInstanceRefreshesCommandOutput,
  type DesiredConfiguration,
  type InstanceRefresh,
} from '@aws-sdk/client-auto-scaling';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { AutoScalingGroupId } from '../auto-scaling-group.ts';

const mostPages = 5;
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

/**
 * Those that began since then, newest first; EC2 Auto Scaling keeps them for six weeks.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html
 */
export async function listInstanceRefreshes(
  aws: AwsClients,
  { group }: AutoScalingGroupId,
  since: Date,
): Promise<readonly InstanceRefresh[]> {
  const found: InstanceRefresh[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const listed: DescribeInstanceRefreshesCommandOutput = await aws.get(AutoScalingClient).send(
      new DescribeInstanceRefreshesCommand({
        AutoScalingGroupName: group,
        MaxRecords: 100,
        NextToken: next,
      }),
    );
    const refreshes = listed.InstanceRefreshes ?? [];
    const recent = refreshes.filter(({ StartTime }) => StartTime === undefined || StartTime >= since);
    found.push(...recent);
    next = listed.NextToken;
    if (!next || recent.length < refreshes.length) return found;
  }
  throw new DependencyUnavailableError(`${group} has more than ${found.length} instance refreshes`);
}

/** Null when the group has none of that id, or is gone. */
export async function readRefresh(
  aws: AwsClients,
  { group }: AutoScalingGroupId,
  id: string,
): Promise<InstanceRefresh | null> {
  const command = new DescribeInstanceRefreshesCommand({
    AutoScalingGroupName: group,
    InstanceRefreshIds: [id],
  });
  // A group that is gone is no valid one.
  const sent = aws.get(AutoScalingClient).send(command);
  const found = await orOnFault(sent, ['ValidationError'], null);
  return found?.InstanceRefreshes?.find(({ InstanceRefreshId }) => InstanceRefreshId === id) ?? null;
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

/** The version of the launch template that a refresh brings, or that a group has; null when none is named. */
export function templateVersionOf(
  configuration: Pick<DesiredConfiguration, 'LaunchTemplate' | 'MixedInstancesPolicy'> | undefined,
): string | null {
  const mixed = configuration?.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  return (configuration?.LaunchTemplate ?? mixed)?.Version ?? null;
}
