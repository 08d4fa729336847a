import type { QueryOperation } from '../../protocol/aws-query.ts';
import { groupNamed } from './group-operations.ts';
import type { AutoScalingState } from './group-state.ts';
import { refreshStatusAt } from './refresh-progress.ts';

type Operation = QueryOperation<AutoScalingState>;

/** Newest first. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html */
export const describeInstanceRefreshes: Operation = (input, { state, nowMs }) => {
  const group = groupNamed(state, input.get('AutoScalingGroupName'));
  const begun = group.refreshes.filter(({ at }) => Date.parse(at) <= nowMs);
  return {
    InstanceRefreshes: begun.toReversed().map((refresh) => {
      const { status, percentComplete, endedAt } = refreshStatusAt(refresh, nowMs);
      return {
        InstanceRefreshId: refresh.id,
        AutoScalingGroupName: group.name,
        Status: status,
        StartTime: refresh.at,
        EndTime: endedAt ?? undefined,
        PercentageComplete: percentComplete,
        DesiredConfiguration: {
          LaunchTemplate: { LaunchTemplateName: group.launchTemplate, Version: refresh.toVersion },
        },
      };
    }),
  };
};
