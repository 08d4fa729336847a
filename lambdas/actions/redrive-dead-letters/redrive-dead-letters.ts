import * as z from 'zod/mini';
import { reasonByTime } from '../../domain/dead-letters/reason-by-time.ts';
import { quietFrom, whyNotByItself } from '../../domain/dead-letters/redrive-readiness.ts';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readFunctionChange } from '../../resources/aws/lambda-functions.ts';
import { type DeadLetterQueueId, deadLetterQueue } from '../../resources/dead-letter-queue.ts';
import { findLetters, whyNothingThere } from '../dead-letters/find-letters.ts';
import { type LettersPreState, lettersParams } from '../dead-letters/letters-contract.ts';
import { lettersPermissions } from '../dead-letters/letters-permissions.ts';
import { proceedWithLetters } from '../dead-letters/proceed-with-letters.ts';
import { errorRateRecovers } from '../promises/expectations.ts';

const paramsSchema = z.object({ ...lettersParams, perSecond: z.int().check(z.gte(1), z.lte(500)) });
type RedriveParams = z.infer<typeof paramsSchema>;

/** What SQS moves by itself comes beside the usual messages. */
const usualPerSecond = 10;
const withinSeconds = 3600;
/** One, five and fifty are each watched for as long as a message takes to die again. */
const batchesWatched = 3;
const leastLeftSeconds = 600;

/** Puts dead letters back where their consumer reads them, once what they died of is gone. */
export const redriveDeadLetters: IrreversibleAction<RedriveParams, LettersPreState, DeadLetterQueueId> = {
  kind: 'redrive-dead-letters',
  title: 'Put dead letters back',
  target: deadLetterQueue,
  phase: 'restore',
  risk: 'irreversible',
  irreversibleBecause: 'What the consumer does with a message that was put back cannot be taken back',
  repeat: 'conditional',
  params: paramsSchema,
  plan({ target: { id }, evidence }) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    if (id.repeat !== 'safe') {
      return refuse(
        `its consumer is declared ${id.repeat}: what it does with a message that it gets twice takes a person`,
      );
    }
    const depth = readingsOf(evidence).find(({ name }) => name === 'dlqDepth')?.current ?? 0;
    if (depth < 1) return refuse(`it is not known that dead letters are in ${id.queue}`);
    const logs = evidence.find((each) => each.kind === 'logs' && each.status === 'available');
    const said = logs !== undefined && 'patterns' in logs ? reasonByTime(logs) : null;
    const reason = said && { text: said.text, at: said.at, isByTime: true };
    return { ok: true, params: { ...id, repeat: 'safe', reason, perSecond: usualPerSecond } };
  },
  summary: ({ queue, source, perSecond }) =>
    `Put the dead letters of ${queue} back into ${source} as far as their cause is gone: 1, 5 and 50 by hand, then ${perSecond} a second`,
  howToRestore: ({ queue, source }, service) =>
    `Look at what is left in ${queue}, and at what ${source} did with the rest: npx firebreak dlq classify ${service} --queue ${queue}`,
  backport: ({ functionName, queue }) =>
    `Let ${functionName} fail less for what comes and goes, and keep messages in ${queue} for 14 days: dead letters count from when they were first sent`,
  expects: errorRateRecovers({ withinSeconds }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [{ metric: 'traffic', because: 'dead letters are worked on beside the usual messages' }],

  iam: (targets) => [
    ...lettersPermissions(
      targets,
      targets.map(({ id }) => deadLetterQueue.arns(id).source),
    ),
    ...allow(
      ['lambda:GetFunctionConfiguration'],
      targets.map(({ id }) => deadLetterQueue.arns(id).consumer),
    ),
  ],

  async preflight({ aws, now, mended = null }, params) {
    const consumerChangedAt = await readFunctionChange(aws, params.functionName);
    return await findLetters({ aws }, params, null, async (group, { deathSeconds }) => {
      if (deathSeconds * batchesWatched > withinSeconds - leastLeftSeconds) {
        return `it takes ${Math.round(deathSeconds / 60)} minutes until one shows whether it dies again, which is too long here: use npx firebreak dlq redrive`;
      }
      const isOver = mended !== null && group.lastAt !== null && group.lastAt <= mended.at;
      // It waits for what comes and goes before it begins.
      const quiet = quietFrom(group);
      return whyNotByItself(group, {
        repeat: params.repeat,
        reconciled: null,
        causeGone: isOver ? mended.because : null,
        consumerChangedAt,
        now: quiet !== null && quiet > now ? quiet : now,
      });
    });
  },

  async execute({ aws }, params, { count, found }) {
    const gone = await whyNothingThere(aws, params, null);
    if (gone !== null) return { outcome: 'stale', text: gone };
    return {
      outcome: 'done',
      text: `Began to put ${count} of ${found} dead letters of ${params.queue} back`,
      postState: { begun: true },
    };
  },

  proceed: (context, params, preState) =>
    proceedWithLetters(
      context,
      { to: 'source', quarantine: null, perSecond: params.perSecond },
      params,
      preState,
    ),
};
