import { awsQuery } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { autoScalingStory } from './auto-scaling-story.ts';
import { groupMetrics, instanceMetrics } from './group-metrics.ts';
import { describeAutoScalingGroups, updateAutoScalingGroup } from './group-operations.ts';
import { type AutoScalingState, findGroup, inServiceAt, seedGroups } from './group-state.ts';
import { describeInstanceRefreshes, rollbackInstanceRefresh } from './refresh-operations.ts';

/** Auto Scaling groups and their instances. What a service can work on at once is shared by those in service. */
export const autoScaling: AwsService<AutoScalingState> = {
  signingName: 'autoscaling',
  endpointSuffix: 'AUTO_SCALING',
  seed: seedGroups,
  protocol: awsQuery(
    { namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' },
    {
      DescribeAutoScalingGroups: describeAutoScalingGroups,
      UpdateAutoScalingGroup: updateAutoScalingGroup,
      DescribeInstanceRefreshes: describeInstanceRefreshes,
      RollbackInstanceRefresh: rollbackInstanceRefresh,
    },
  ),
  story: autoScalingStory,
  metrics: [instanceMetrics, groupMetrics],
  capacityAt(state, { autoScalingGroup, concurrencyPerTask }, atMs) {
    const found = autoScalingGroup === undefined ? undefined : findGroup(state, autoScalingGroup);
    return found === undefined ? null : inServiceAt(found, atMs) * concurrencyPerTask;
  },
};
