import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { ecsCapacityPermissions } from '../../resources/aws/ecs-capacity.ts';
import { type EcsServiceId, ecsService } from '../../resources/ecs-service.ts';
import { enoughCapacity } from '../capacity/enough-capacity.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import { readService, writeCapacity } from './ecs-capacity.ts';
import {
  type Capacity,
  capacityFor,
  describeCapacity,
  describeService,
  leastTasks,
  mostTasks,
  type ScaleParams,
  type ScalePreState,
  sameCapacity,
  scaleParamsSchema,
} from './scaling-contract.ts';

const postStateSchema = z.object({ tasks: z.int() });

/** Doubles what an ECS service runs at least: the bounds of its scaling where it has some, else the number of its tasks. */
export const scaleEcsService: ReversibleAction<ScaleParams, ScalePreState, EcsServiceId> = {
  kind: 'scale-ecs-service',
  title: 'Scale out an ECS service',
  target: ecsService,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: scaleParamsSchema,
  plan({ target: { id }, evidence }) {
    const reason = enoughCapacity(id.service, evidence);
    if (reason !== null) return { ok: false, reason };
    return { ok: true, params: { ...id, factor: 2, mostTasks } };
  },
  summary: (params) =>
    `Scale out ${describeService(params)} to ${params.factor}x its tasks, at most ${params.mostTasks}`,
  undoSummary: (params) => `Scale ${describeService(params)} back to what it was`,
  howToRestore: (params) =>
    `Find what uses the capacity of ${describeService(params)}, then set its tasks or scaling bounds back to what they were`,
  backport: ({ service }) =>
    `If ${service} needs the capacity for good, raise its task count or scaling bounds in code: the next deployment sets them back otherwise`,
  expects: saturationFalls({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [
    {
      metric: 'saturation',
      goes: 'down',
      because: 'more tasks share the load, which alarms on low use may notice',
    },
  ],
  expiresAfterSeconds: 21_600,
  addsUnits: ({ factor, mostTasks: most }) => Math.ceil(most * (1 - 1 / factor)),

  iam: (targets) => ecsCapacityPermissions(targets.map(({ id }) => ecsService.arns(id).service)),

  async preflight({ aws }, params) {
    const name = describeService(params);
    const found = await readService(aws, params);
    if (found === null) return { ok: false, reason: `There is no ECS service ${name}` };
    const { capacity: before, desiredCount, refusal } = found;
    if (refusal !== null) return { ok: false, reason: `${name} cannot be scaled: ${refusal}` };
    if (desiredCount < 1) return { ok: false, reason: `${name} was scaled to nothing` };
    const tasks = Math.min(params.mostTasks, Math.ceil(desiredCount * params.factor));
    if (tasks <= desiredCount) {
      return {
        ok: false,
        reason: `${name} runs ${desiredCount} tasks already, the most that this action sets`,
      };
    }
    const after = capacityFor(before, tasks);
    return sameCapacity(before, after) || leastTasks(before) >= tasks
      ? { ok: false, reason: `${name} is to run ${describeCapacity(before)} already` }
      : { ok: true, preState: { before, after } };
  },

  async execute({ aws }, params, { before, after }) {
    const name = describeService(params);
    const move = await moveSetting(capacityOf(aws, params), before, after);
    const done = `Scaled out ${name} from ${describeCapacity(before)} to ${describeCapacity(after)}`;
    return executionOf(
      move,
      { name, done, asked: `${name} was scaled out`, found },
      { tasks: leastTasks(after) },
    );
  },

  async observe({ aws }, params, { after }) {
    const name = describeService(params);
    const wanted = leastTasks(after);
    const running = (await readService(aws, params))?.runningCount ?? 0;
    return { settled: running >= wanted, text: `${running} of ${wanted} tasks of ${name} are running` };
  },

  async undo({ aws }, params, { before, after }, postState) {
    const name = describeService(params);
    if (!postStateSchema.safeParse(postState).success) return unrecorded(name);
    const move = await moveSetting(capacityOf(aws, params), after, before);
    const done = `Scaled ${name} back to ${describeCapacity(before)}`;
    return undoingOf(move, { name, done, asked: `${name} was scaled back`, found });
  },
};

function capacityOf(aws: AwsClients, id: EcsServiceId): Setting<Capacity> {
  return {
    read: async () => (await readService(aws, id))?.capacity ?? null,
    write: (capacity) => writeCapacity(aws, id, capacity),
    same: sameCapacity,
  };
}

function found(capacity: Capacity): string {
  return `which is to run ${describeCapacity(capacity)}`;
}
