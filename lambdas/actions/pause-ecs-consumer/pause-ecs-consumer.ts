import * as z from 'zod/mini';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { ecsCapacityPermissions } from '../../resources/aws/ecs-capacity.ts';
import { type EcsConsumerId, ecsConsumer } from '../../resources/messaging/ecs-consumer.ts';
import { planPause, queuePermissions } from '../consumer/consumer-contract.ts';
import { patientQueue } from '../consumer/consumer-preflight.ts';
import { nameParam } from '../params/name-param.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';
import {
  type ConsumerTasks,
  consumerTasks,
  describeTasks,
  halfwayFrom,
  pausedFrom,
  pausedPostState,
  readConsumer,
} from './consumer-tasks.ts';

const paramsSchema = z.object({ cluster: nameParam, service: nameParam, queue: nameParam });
type State = { readonly before: ConsumerTasks };

/** Ends all tasks of an ECS service that reads a queue, and lets nothing start others. Its messages wait in the queue meanwhile. */
export const pauseEcsConsumer: ReversibleAction<EcsConsumerId, State, EcsConsumerId> = {
  kind: 'pause-ecs-consumer',
  title: 'Pause an ECS service that reads a queue',
  target: ecsConsumer,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan: planPause,
  summary: ({ cluster, service, queue }) =>
    `End all tasks of ${cluster}/${service}, the consumer of the queue ${queue}; its messages wait`,
  undoSummary: ({ cluster, service, queue }) =>
    `Let ${cluster}/${service} consume the queue ${queue} again, with as many tasks and the scaling that it had`,
  howToRestore: ({ cluster, service, queue }) =>
    `Mend what ${service} does with its messages, then let it consume ${queue} again before their retention ends: aws ecs update-service --cluster ${cluster} --service ${service} --desired-count N, and set the bounds of its scaling and what is suspended back to what they were`,
  backport: ({ service, queue }) =>
    `Set the task count of ${service} and the least of its scaling to 0 in code until what it does with ${queue} is mended: the next deployment starts its tasks otherwise`,
  // A task that ends finishes its message, or lets it come back to wait.
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  capacityPercent: () => 100,
  echoes: [
    { metric: 'traffic', goes: 'down', because: 'no task handles messages any more' },
    { metric: 'saturation', goes: 'down', because: 'no task runs, which alarms on low use may notice' },
  ],

  iam: (targets) => [
    ...ecsCapacityPermissions(targets.map(({ id }) => ecsConsumer.arns(id).service)),
    ...queuePermissions(targets.map(({ id }) => ecsConsumer.arns(id).queue)),
  ],

  async preflight({ aws, now }, params) {
    const name = `${params.cluster}/${params.service}`;
    const found = await readConsumer(aws, params);
    if (found === null) return { ok: false, reason: `There is no ECS service ${name}` };
    if (found.refusal !== null) return { ok: false, reason: `${name} cannot be paused: ${found.refusal}` };
    if (found.tasks.desiredCount === 0) return { ok: false, reason: `${name} already runs no tasks` };
    const waiting = await patientQueue(aws, params.queue, now);
    return waiting.ok ? { ok: true, preState: { before: found.tasks } } : waiting;
  },

  async execute({ aws }, params, { before }) {
    const name = `${params.cluster}/${params.service}`;
    const setting = consumerTasks(aws, params);
    const move = await moveSetting(setting, before, pausedFrom(before), halfwayFrom(before));
    const done = `Paused ${name} as consumer of ${params.queue}: no task instead of ${before.desiredCount}`;
    return executionOf(
      move,
      { name, done, asked: `${name} was paused`, found: describeTasks },
      { paused: true },
    );
  },

  async observe({ aws }, params) {
    const name = `${params.cluster}/${params.service}`;
    const running = (await readConsumer(aws, params))?.running ?? 0;
    return { settled: running === 0, text: `${running} tasks of ${name} are still there` };
  },

  async undo({ aws }, params, { before }, postState) {
    const name = `${params.cluster}/${params.service}`;
    if (!pausedPostState.safeParse(postState).success) return unrecorded(name);
    const setting = consumerTasks(aws, params);
    const move = await moveSetting(setting, pausedFrom(before), before, halfwayFrom(before));
    const done = `${name} consumes ${params.queue} again, with ${before.desiredCount} tasks`;
    return undoingOf(move, {
      name,
      done,
      asked: `${name} consumes ${params.queue} again`,
      found: describeTasks,
    });
  },
};
