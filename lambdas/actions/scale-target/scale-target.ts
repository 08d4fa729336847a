import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import {
  type Bounds,
  readScalableTarget,
  readScalingActivity,
  writeBounds,
} from '../../resources/aws/scalable-targets.ts';
import { dimensionForm } from '../../resources/scalable-dimensions.ts';
import { type ScalableTargetId, scalableTarget } from '../../resources/scalable-target.ts';
import { enoughCapacity } from '../capacity/enough-capacity.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  describeBounds,
  raisedBounds,
  sameBounds,
  type TargetParams,
  type TargetPreState,
  targetName,
  targetParamsSchema,
} from './target-contract.ts';

/** So long after new bounds Application Auto Scaling has begun to move what is out of them. */
const LOOKS_WITHIN_MS = 120_000;
/** Its clock and ours may differ by so much. */
const CLOCK_SKEW_MS = 5000;

const postStateSchema = z.object({ at: z.string() });

/** Moves the bounds between which Application Auto Scaling keeps a table, a function or the like: its minimum to what was its maximum. */
export const scaleTarget: ReversibleAction<TargetParams, TargetPreState, ScalableTargetId> = {
  kind: 'scale-target',
  title: 'Raise the bounds of Application Auto Scaling',
  target: scalableTarget,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: targetParamsSchema,
  plan({ target: { id }, evidence }) {
    const reason = enoughCapacity(id.resourceId, evidence);
    return reason === null ? { ok: true, params: { ...id, factor: 2 } } : { ok: false, reason };
  },
  summary: (params) =>
    `Raise the bounds of ${scalableTarget.describe(params)}: the minimum to the present maximum, the maximum to ${params.factor} times that`,
  undoSummary: (params) => `Set the bounds of ${scalableTarget.describe(params)} back to what they were`,
  howToRestore: (params) =>
    `Find what uses the capacity of ${params.resourceId}, then set the bounds of ${scalableTarget.describe(params)} back to what they were`,
  backport: (params) =>
    `If ${params.resourceId} needs the capacity for good, raise its scaling bounds in code: the next deployment sets them back otherwise`,
  expects: saturationFalls({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [
    {
      metric: 'saturation',
      goes: 'down',
      because: 'more capacity shares the load, which alarms on low use may notice',
    },
  ],
  expiresAfterSeconds: 21_600,
  addsUnits: () => 'unbounded',

  iam(targets) {
    return [
      ...targets.flatMap(({ id }) => {
        const { namespace, triedBefore } = dimensionForm(id.dimension);
        return [
          // A target's ARN has an id that AWS gave it when it was registered.
          ...allow(
            ['application-autoscaling:RegisterScalableTarget'],
            ['arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/*'],
            {
              StringEquals: {
                'application-autoscaling:service-namespace': namespace,
                'application-autoscaling:scalable-dimension': id.dimension,
              },
            },
          ),
          ...allow(triedBefore, [scalableTarget.arns(id).scaled]),
        ];
      }),
      ...allowEverywhere(
        [
          'application-autoscaling:DescribeScalableTargets',
          'application-autoscaling:DescribeScalingActivities',
        ],
        targets,
        'IAM knows no resource for them',
      ),
    ];
  },

  async preflight({ aws }, params) {
    const name = scalableTarget.describe(params);
    const target = await readScalableTarget(aws, targetName(params));
    if (target === null) {
      return {
        ok: false,
        reason: `Application Auto Scaling does not scale the ${name}: there are no bounds to raise`,
      };
    }
    const { bounds: before, suspended } = target;
    if (suspended.scalingOut) {
      return { ok: false, reason: `The ${name} cannot be scaled: somebody suspended its scaling out` };
    }
    if (before.maxCapacity < 1) return { ok: false, reason: `The ${name} was scaled to nothing` };
    return { ok: true, preState: { before, after: raisedBounds(before, params.factor) } };
  },

  async execute({ aws, now }, params, { before, after }) {
    const name = `the ${scalableTarget.describe(params)}`;
    const move = await moveSetting(boundsOf(aws, params), before, after);
    const done = `Raised the bounds of ${name} from ${describeBounds(before)} to ${describeBounds(after)}`;
    const asked = `the bounds of ${name} were raised`;
    return executionOf(move, { name, done, asked, found: whichHas }, { at: now.toISOString() });
  },

  async observe({ aws, now }, params, { after }, postState) {
    const name = `the ${scalableTarget.describe(params)}`;
    const done = postStateSchema.safeParse(postState);
    if (!done.success) return { settled: true, text: `It is not recorded when ${name} was scaled` };
    const doneAt = Date.parse(done.data.at);
    const status = await readScalingActivity(aws, targetName(params), new Date(doneAt - CLOCK_SKEW_MS));
    if (status === null) {
      return now.getTime() - doneAt < LOOKS_WITHIN_MS
        ? { settled: false, text: `Application Auto Scaling has not moved ${name} yet` }
        : { settled: true, text: `Application Auto Scaling found ${name} within ${describeBounds(after)}` };
    }
    const settled = ['Successful', 'Overridden'].includes(status);
    return {
      settled,
      text: settled
        ? `Application Auto Scaling has moved ${name} to ${after.minCapacity} or more`
        : `Application Auto Scaling is moving ${name} to ${after.minCapacity} or more: ${status}`,
    };
  },

  async undo({ aws }, params, { before, after }, postState) {
    const name = `the ${scalableTarget.describe(params)}`;
    if (!postStateSchema.safeParse(postState).success) return unrecorded(name);
    const move = await moveSetting(boundsOf(aws, params), after, before);
    const done = `Set the bounds of ${name} back to ${describeBounds(before)}`;
    return undoingOf(move, { name, done, asked: `the bounds of ${name} were set back`, found: whichHas });
  },
};

function boundsOf(aws: AwsClients, id: ScalableTargetId): Setting<Bounds> {
  return {
    read: async () => (await readScalableTarget(aws, targetName(id)))?.bounds ?? null,
    write: (bounds) => writeBounds(aws, targetName(id), bounds),
    same: sameBounds,
  };
}

function whichHas(bounds: Bounds): string {
  return `which has bounds of ${describeBounds(bounds)}`;
}
