import * as z from 'zod/mini';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { type MappingSetting, readMapping } from '../../resources/aws/event-source-mappings.ts';
import { type EventSourceMappingId, eventSourceMapping } from '../../resources/event-source-mapping.ts';
import {
  changedPostState,
  consumerParams,
  consumerPermissions,
  planPause,
} from '../consumer/consumer-contract.ts';
import { readyConsumer } from '../consumer/consumer-preflight.ts';
import { describeSetting, mappingSetting } from '../consumer/mapping-setting.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';

const paramsSchema = z.object(consumerParams);
type PauseParams = z.infer<typeof paramsSchema>;
type PausePreState = { readonly before: MappingSetting };

/** Stops Lambda from handing a queue's messages to its function. They wait in the queue meanwhile. */
export const pauseConsumer: ReversibleAction<PauseParams, PausePreState, EventSourceMappingId> = {
  kind: 'pause-consumer',
  title: 'Pause the consumer of a queue',
  target: eventSourceMapping,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan: planPause,
  summary: ({ functionName, queue }) =>
    `Pause ${functionName} as consumer of the queue ${queue}; its messages wait`,
  undoSummary: ({ functionName, queue }) => `Let ${functionName} consume the queue ${queue} again`,
  howToRestore: ({ uuid, functionName, queue }) =>
    `Mend what ${functionName} does with its messages, then let it consume ${queue} again before their retention ends: aws lambda update-event-source-mapping --uuid ${uuid} --enabled`,
  backport: ({ functionName, queue }) =>
    `Disable the event source mapping of ${functionName} and ${queue} in code until it is mended: the next deployment enables it again otherwise`,
  // Messages at work when it is paused are finished, or come back to wait.
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  capacityPercent: () => 100,
  echoes: [{ metric: 'traffic', goes: 'down', because: 'the function is not called for messages any more' }],

  iam: consumerPermissions,

  async preflight({ aws, now }, params) {
    const found = await readyConsumer(aws, params, now);
    if (!found.ok) return found;
    const { enabled, maximumConcurrency } = found.mapping;
    return { ok: true, preState: { before: { enabled, maximumConcurrency } } };
  },

  async execute({ aws }, { uuid, functionName, queue }, { before }) {
    const move = await moveSetting(mappingSetting(aws, uuid), before, { ...before, enabled: false });
    return executionOf(
      move,
      {
        name: `the consumer ${functionName}`,
        done: `Paused ${functionName} as consumer of ${queue}`,
        asked: `${functionName} was paused`,
        found: describeSetting,
      },
      { changed: true },
    );
  },

  async observe({ aws }, { uuid, functionName }) {
    const state = (await readMapping(aws, uuid))?.state ?? 'gone';
    return { settled: state === 'Disabled', text: `The consumer ${functionName} is ${state}` };
  },

  async undo({ aws }, { uuid, functionName, queue }, { before }, postState) {
    const name = `the consumer ${functionName}`;
    if (!changedPostState.safeParse(postState).success) return unrecorded(name);
    const move = await moveSetting(mappingSetting(aws, uuid), { ...before, enabled: false }, before);
    return undoingOf(move, {
      name,
      done: `${functionName} consumes ${queue} again`,
      asked: `${functionName} consumes ${queue} again`,
      found: describeSetting,
    });
  },
};
