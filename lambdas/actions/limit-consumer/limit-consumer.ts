import * as z from 'zod/mini';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import {
  changingStates,
  type MappingSetting,
  readMapping,
} from '../../resources/aws/event-source-mappings.ts';
import { type EventSourceMappingId, eventSourceMapping } from '../../resources/event-source-mapping.ts';
import { changedPostState, consumerParams, consumerPermissions } from '../consumer/consumer-contract.ts';
import { readyConsumer } from '../consumer/consumer-preflight.ts';
import { describeSetting, mappingSetting } from '../consumer/mapping-setting.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';

/** Below it there is capacity left, and the consumer does not take it from anybody. In percent. */
const leastSaturation = 70;
/** With fewer messages waiting, the consumer works at its usual pace already. */
const leastBacklog = 100;
/** The least that Lambda takes. https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html */
const leastConcurrency = 2;

const paramsSchema = z.object({
  ...consumerParams,
  /** Batches at work at once at most. */
  maximumConcurrency: z.int().check(z.gte(leastConcurrency), z.lte(1000)),
});
type LimitParams = z.infer<typeof paramsSchema>;
type LimitPreState = { readonly before: MappingSetting };

/** Lets the consumer of a queue work on a few batches at once only, so that it leaves capacity to others. */
export const limitConsumer: ReversibleAction<LimitParams, LimitPreState, EventSourceMappingId> = {
  kind: 'limit-consumer',
  title: 'Limit the consumer of a queue',
  target: eventSourceMapping,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan({ target: { id }, evidence }) {
    const saturation = readingsOf(evidence).find(({ name }) => name === 'saturation')?.current ?? null;
    if (saturation === null)
      return { ok: false, reason: `the saturation of ${id.functionName} is not known` };
    if (saturation < leastSaturation) {
      return {
        ok: false,
        reason: `${id.functionName} has capacity left: saturation is ${Math.round(saturation)} %`,
      };
    }
    return { ok: true, params: { ...id, maximumConcurrency: leastConcurrency } };
  },
  summary: ({ functionName, queue, maximumConcurrency }) =>
    `Let ${functionName} work on at most ${maximumConcurrency} batches of the queue ${queue} at once`,
  undoSummary: ({ functionName, queue }) =>
    `Let ${functionName} work on as many batches of ${queue} as before`,
  howToRestore: ({ uuid, functionName, queue }) =>
    `Once the backlog of ${queue} is gone or ${functionName} has capacity, set the limit back to what it was: aws lambda update-event-source-mapping --uuid ${uuid} --scaling-config '{}' takes it away`,
  backport: ({ functionName, queue }) =>
    `If messages of ${queue} may take the capacity of ${functionName} again, set a maximum concurrency in code: the next deployment takes this one away otherwise`,
  expects: saturationFalls({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  // How many batches it worked on is not known: at least two are left, and it had room for more.
  capacityPercent: () => 50,
  echoes: [{ metric: 'traffic', goes: 'down', because: 'the function is called for fewer messages' }],
  expiresAfterSeconds: 21_600,

  iam: consumerPermissions,

  async preflight({ aws, now }, params) {
    const found = await readyConsumer(aws, params, now);
    if (!found.ok) return found;
    const { enabled, maximumConcurrency } = found.mapping;
    const { functionName, queue } = params;
    if (maximumConcurrency !== null && maximumConcurrency <= params.maximumConcurrency) {
      return {
        ok: false,
        reason: `${functionName} is limited to ${maximumConcurrency} batches of ${queue} at once already`,
      };
    }
    if (found.queue.waiting < leastBacklog) {
      return {
        ok: false,
        reason: `The queue ${queue} has no backlog (${found.queue.waiting} messages wait): its consumer does not take the capacity`,
      };
    }
    return { ok: true, preState: { before: { enabled, maximumConcurrency } } };
  },

  async execute({ aws }, { uuid, functionName, queue, maximumConcurrency }, { before }) {
    const move = await moveSetting(mappingSetting(aws, uuid), before, { ...before, maximumConcurrency });
    return executionOf(
      move,
      {
        name: `the consumer ${functionName}`,
        done: `Limited ${functionName} to ${maximumConcurrency} batches of ${queue} at once`,
        asked: `${functionName} was limited`,
        found: describeSetting,
      },
      { changed: true },
    );
  },

  async observe({ aws }, { uuid, functionName }) {
    const state = (await readMapping(aws, uuid))?.state ?? 'gone';
    return { settled: !changingStates.includes(state), text: `The consumer ${functionName} is ${state}` };
  },

  async undo({ aws }, { uuid, functionName, queue, maximumConcurrency }, { before }, postState) {
    const name = `the consumer ${functionName}`;
    if (!changedPostState.safeParse(postState).success) return unrecorded(name);
    const move = await moveSetting(mappingSetting(aws, uuid), { ...before, maximumConcurrency }, before);
    return undoingOf(move, {
      name,
      done: `Took the limit of ${functionName} on ${queue} back`,
      asked: `the limit of ${functionName} was taken back`,
      found: describeSetting,
    });
  },
};
