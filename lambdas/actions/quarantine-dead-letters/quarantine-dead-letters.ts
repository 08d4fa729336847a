import * as z from 'zod/mini';
import type { DeathClass } from '../../domain/dead-letters/death-classes.ts';
import { reasonByTime } from '../../domain/dead-letters/reason-by-time.ts';
import { repeatSafetyOf } from '../../domain/dead-letters/redrive-readiness.ts';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { type DeadLetterQueueId, deadLetterQueue, noQuarantine } from '../../resources/dead-letter-queue.ts';
import { queueArn } from '../../resources/queue-arn.ts';
import { findLetters, whyNothingThere } from '../dead-letters/find-letters.ts';
import { type LettersPreState, lettersParams } from '../dead-letters/letters-contract.ts';
import { lettersPermissions } from '../dead-letters/letters-permissions.ts';
import { proceedWithLetters } from '../dead-letters/proceed-with-letters.ts';

const paramsSchema = z.object(lettersParams);
type QuarantineParams = z.infer<typeof paramsSchema>;

const perSecond = 100;
/** These can go back once their cause is gone. */
const passing: readonly DeathClass[] = ['auth', 'rate-limit', 'dependency'];

/** Sets dead letters that no consumer can process aside, with everything they carry. */
export const quarantineDeadLetters: IrreversibleAction<QuarantineParams, LettersPreState, DeadLetterQueueId> =
  {
    kind: 'quarantine-dead-letters',
    title: 'Set dead letters aside',
    target: deadLetterQueue,
    phase: 'mitigate',
    risk: 'irreversible',
    irreversibleBecause:
      'A message that was set aside is a new message to SQS: it can be sent back, but not with its id and its time',
    repeat: 'conditional',
    params: paramsSchema,
    plan({ target: { id }, evidence }) {
      const refuse = (reason: string) => ({ ok: false, reason }) as const;
      if (id.quarantine === noQuarantine)
        return refuse(`services.yaml names no queue for quarantine beside ${id.queue}`);
      const depth = readingsOf(evidence).find(({ name }) => name === 'dlqDepth')?.current ?? 0;
      if (depth < 1) return refuse(`it is not known that dead letters are in ${id.queue}`);
      const logs = evidence.find((each) => each.kind === 'logs' && each.status === 'available');
      const said = logs !== undefined && 'patterns' in logs ? reasonByTime(logs) : null;
      const reason = said && { text: said.text, at: said.at, isByTime: true };
      return { ok: true, params: { ...id, repeat: repeatSafetyOf(id.repeat), reason } };
    },
    summary: ({ queue, quarantine }) =>
      `Set the dead letters of ${queue} that nobody can process aside in ${quarantine}, as they are`,
    howToRestore: ({ queue, quarantine }) =>
      `Decide about the messages in ${quarantine} before its retention ends: mend them and send them back, or let them go. What is left in ${queue} was not set aside`,
    backport: ({ functionName, quarantine }) =>
      `Let ${functionName} put what it cannot read into ${quarantine} itself, with the reason`,
    expects: {
      metric: 'dlqDepth',
      comparison: 'below',
      threshold: 1,
      settleSeconds: 60,
      withinSeconds: 1800,
      goodReadings: 3,
    },
    guardMetrics: [{ metric: 'errorRate', factor: 1.5 }],

    iam: (targets) => {
      const withQuarantine = targets.filter(({ id }) => id.quarantine !== noQuarantine);
      return lettersPermissions(
        withQuarantine,
        withQuarantine.map(({ id }) => queueArn(id.quarantine)),
      );
    },

    preflight: ({ aws }, params) =>
      findLetters({ aws }, params, params.quarantine, async (group) => {
        if (group.strategy === 'reread')
          return 'they only point into their stream: read the records again while it keeps them';
        return passing.includes(group.class) ? 'they can go back once their cause is gone' : null;
      }),

    async execute({ aws }, params, { count, found }) {
      const gone = await whyNothingThere(aws, params, params.quarantine);
      if (gone !== null) return { outcome: 'stale', text: gone };
      return {
        outcome: 'done',
        text: `Began to set ${count} of ${found} dead letters of ${params.queue} aside`,
        postState: { begun: true },
      };
    },

    proceed: (context, params, preState) =>
      proceedWithLetters(
        context,
        { to: 'quarantine', quarantine: params.quarantine, perSecond },
        params,
        preState,
      ),
  };
