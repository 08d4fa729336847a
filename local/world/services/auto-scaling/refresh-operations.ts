import { AwsFault } from '../../protocol/aws-fault.ts';
import type { QueryOperation } from '../../protocol/aws-query.ts';
import { groupNamed, listIn } from './group-operations.ts';
import type { AutoScalingState } from './group-state.ts';
import { refreshStatusAt } from './refresh-progress.ts';

type Operation = QueryOperation<AutoScalingState>;

/** Newest first. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html */
export const describeInstanceRefreshes: Operation = (input, { state, nowMs }) => {
  const group = groupNamed(state, input.get('AutoScalingGroupName'));
  const wanted = listIn(input, 'InstanceRefreshIds');
  const begun = group.refreshes.filter(
    ({ id, at }) => Date.parse(at) <= nowMs && (wanted.length === 0 || wanted.includes(id)),
  );
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

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html */
export const rollbackInstanceRefresh: Operation = (input, context) => {
  const { state, nowMs } = context;
  const group = groupNamed(state, input.get('AutoScalingGroupName'));
  const active = group.refreshes.findLast(
    (refresh) => Date.parse(refresh.at) <= nowMs && refreshStatusAt(refresh, nowMs).status === 'InProgress',
  );
  if (active === undefined) {
    throw new AwsFault('ActiveInstanceRefreshNotFound', 'No in progress or pending Instance Refresh found.');
  }
  if (active.toVersion.startsWith('$')) {
    throw new AwsFault('IrreversibleInstanceRefresh', 'The desired configuration has no fixed version.');
  }
  active.rolledBackAt = new Date(nowMs).toISOString();
  context.save();
  return { InstanceRefreshId: active.id };
};
