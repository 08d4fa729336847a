import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { type AutoScalingGroupId, autoScalingGroup } from '../../resources/auto-scaling-group.ts';
import { readActiveRefresh, readAutoScalingGroup } from '../../resources/aws/auto-scaling-groups.ts';
import { enoughCapacity } from '../capacity/enough-capacity.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  describeSize,
  type GroupParams,
  type GroupPreState,
  type GroupSize,
  groupParamsSchema,
  mostInstances,
  sameSizeBounds,
  sizeFor,
} from './group-contract.ts';
import { readSize, sizeOf, writeSize } from './group-size.ts';

/** While one of these is suspended, instances do not come, get no requests, or could not be taken away again. */
const needed = ['Launch', 'Terminate', 'AddToLoadBalancer'];
const postStateSchema = z.object({ instances: z.int() });

/** Doubles what an Auto Scaling group runs at least. */
export const scaleAutoScalingGroup: ReversibleAction<GroupParams, GroupPreState, AutoScalingGroupId> = {
  kind: 'scale-auto-scaling-group',
  title: 'Scale out an Auto Scaling group',
  target: autoScalingGroup,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: groupParamsSchema,
  plan({ target: { id }, evidence }) {
    const reason = enoughCapacity(id.group, evidence);
    return reason === null
      ? { ok: true, params: { ...id, factor: 2, mostInstances } }
      : { ok: false, reason };
  },
  summary: ({ group, factor, mostInstances: most }) =>
    `Scale out ${group} to ${factor}x its instances, at most ${most}`,
  undoSummary: ({ group }) => `Scale ${group} back to what it was`,
  howToRestore: ({ group }) =>
    `Find what uses the capacity of ${group}, then set its minimum, maximum and desired capacity back to what they were`,
  backport: ({ group }) =>
    `If ${group} needs the capacity for good, raise its minimum and maximum in code: the next deployment sets them back otherwise`,
  expects: saturationFalls({ withinSeconds: 900 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [
    {
      metric: 'saturation',
      goes: 'down',
      because: 'more instances share the load, which alarms on low use may notice',
    },
  ],
  expiresAfterSeconds: 21_600,
  addsUnits: ({ factor, mostInstances: most }) => Math.ceil(most * (1 - 1 / factor)),

  iam(targets) {
    return [
      ...allow(
        ['autoscaling:UpdateAutoScalingGroup'],
        targets.map(({ id }) => autoScalingGroup.arns(id).group),
      ),
      ...allowEverywhere(
        ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeInstanceRefreshes'],
        targets,
        'IAM knows no resource for what describes Auto Scaling groups',
      ),
    ];
  },

  async preflight({ aws }, params) {
    const { group } = params;
    const found = await readAutoScalingGroup(aws, params);
    if (found === null) return { ok: false, reason: `There is no Auto Scaling group ${group}` };
    const refusal = refusalOf(found);
    if (refusal !== null) return { ok: false, reason: `${group} cannot be scaled: ${refusal}` };
    if ((await readActiveRefresh(aws, params)) !== null) {
      return { ok: false, reason: `${group} cannot be scaled: an instance refresh is in progress` };
    }
    const before = sizeOf(found);
    if (before.desired < 1) return { ok: false, reason: `${group} was scaled to nothing` };
    const instances = Math.min(params.mostInstances, Math.ceil(before.desired * params.factor));
    return instances <= before.desired || instances <= before.min
      ? { ok: false, reason: `${group} runs ${describeSize(before)} already, and this action sets no more` }
      : { ok: true, preState: { before, after: sizeFor(before, instances) } };
  },

  async execute({ aws }, { group }, { before, after }) {
    const size = sizeSetting(aws, group, (found, wanted) =>
      // Whoever moved it within its bounds may be a person who scaled it further.
      wanted === before && found.desired !== before.desired ? false : sameSizeBounds(found, wanted),
    );
    const move = await moveSetting(size, before, after);
    const done = `Scaled out ${group} from ${describeSize(before)} to ${describeSize(after)}`;
    const asked = `${group} was scaled out`;
    return executionOf(move, { name: group, done, asked, found: whichRuns }, { instances: after.desired });
  },

  async observe({ aws }, params, { after }) {
    const found = await readAutoScalingGroup(aws, params);
    const inService = (found?.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === 'InService');
    return {
      settled: inService.length >= after.desired,
      text: `${inService.length} of ${after.desired} instances of ${params.group} are in service`,
    };
  },

  async undo({ aws }, { group }, { before, after }, postState) {
    if (!postStateSchema.safeParse(postState).success) return unrecorded(group);
    const move = await moveSetting(sizeSetting(aws, group, sameSizeBounds), after, before);
    const done = `Scaled ${group} back to ${describeSize(before)}`;
    return undoingOf(move, { name: group, done, asked: `${group} was scaled back`, found: whichRuns });
  },
};

function refusalOf(group: AutoScalingGroup): string | null {
  const { Status, SuspendedProcesses = [], DesiredCapacityType = 'units', Instances = [] } = group;
  if (Status !== undefined) return `it is being deleted (${Status})`;
  if (DesiredCapacityType !== 'units' || Instances.some((each) => each.WeightedCapacity !== undefined)) {
    return 'its size is not a number of instances';
  }
  const suspended = SuspendedProcesses.flatMap(({ ProcessName = '' }) =>
    needed.includes(ProcessName) ? [ProcessName] : [],
  );
  return suspended.length === 0 ? null : `somebody suspended ${suspended.join(' and ')}`;
}

function sizeSetting(aws: AwsClients, group: string, same: Setting<GroupSize>['same']): Setting<GroupSize> {
  return {
    read: () => readSize(aws, { group }),
    write: (size) => writeSize(aws, { group }, size),
    same,
  };
}

function whichRuns(size: GroupSize): string {
  return `which is to run ${describeSize(size)}`;
}
