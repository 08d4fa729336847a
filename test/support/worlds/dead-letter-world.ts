import type { RedriveInput } from '../../../lambdas/actions/dead-letters/advance-redrive.ts';
import { redriveAndWait } from '../../../lambdas/actions/dead-letters/redrive-and-wait.ts';
import type { MoveState, RedriveJournal } from '../../../lambdas/ports/dead-letter-queue.ts';
import { createSqsDeadLetterQueue } from '../../../lambdas/resources/aws/dead-letters/sqs-dead-letter-queue.ts';
import { readQueue } from '../../../lambdas/resources/aws/queues.ts';
import { sqs } from '../../../local/world/services/sqs/sqs.ts';
import { isThere, messagesOf } from '../../../local/world/services/sqs/sqs-state.ts';
import { aScenario } from '../builders/account-scenario.ts';
import { startTestAccount } from '../servers/test-account.ts';

const startAt = Date.parse('2026-03-01T06:00:00.000Z');

/** So many dead letters of an hour ago; `dying`: whatever is put back dies again. */
export async function deadLetterWorld({
  letters,
  dying = false,
}: {
  readonly letters: number;
  readonly dying?: boolean;
}) {
  const scenario = aScenario({
    queues: [
      {
        name: 'orders',
        deadLetterQueue: 'orders-dlq',
        quarantineQueue: 'orders-aside',
        deadLetters: letters,
        deadLetterMinutesAgo: 60,
        visibilityTimeoutSeconds: 60,
      },
    ],
    story: dying ? [{ id: 'bad', afterSeconds: -60, condition: { summary: 'It dies.' } }] : [],
    effects: dying ? [{ while: 'bad', queue: 'orders', deadLettersPerMinute: 0 }] : [],
  });
  const world = await startTestAccount({ scenario, nowMs: startAt });
  let passed = 0;
  const context = () => ({
    state: world.account.stateOf(sqs),
    scenario,
    account: world.account,
    nowMs: startAt + passed * 60_000,
    mostPerPage: 100,
    save: () => {},
    stateOf: <Other extends object>(other: Parameters<typeof world.account.stateOf<Other>>[0]) =>
      world.account.stateOf(other),
    statistics: () => () => () => null,
  });
  const queue = await readQueue(world.aws, 'orders-dlq');
  const source = await readQueue(world.aws, 'orders');
  if (queue === null || source === null) throw new Error('The account has no such queues');
  const aside = await readQueue(world.aws, 'orders-aside');
  const known = new Map<string, MoveState>();
  const digests: string[] = [];
  const journal: RedriveJournal = {
    read: async () => new Map(known),
    note: async (id, state) => void known.set(id, state),
    remembered: async () => new Set(digests),
    remember: async (more) => void digests.push(...more),
  };
  const access = createSqsDeadLetterQueue(world.aws, {
    url: queue.url,
    arn: queue.arn,
    sourceUrl: source.url,
    quarantineUrl: aside?.url ?? null,
    quarantineArn: aside?.arn ?? null,
  });
  const said: string[] = [];
  return {
    ...world,
    access,
    journal,
    said,
    pass(minutes: number) {
      passed += minutes;
      world.pass(minutes);
    },
    /** Messages that SQS put back by itself die once more: they carry no mark. */
    dieAgain(bodies: readonly string[]) {
      const { nowMs } = context();
      const messages = messagesOf(context(), 'orders-dlq');
      bodies.forEach((body, index) => {
        messages.push({
          id: `again-${index}-${nowMs}`,
          body,
          attributes: {},
          system: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:orders' },
          sentAt: nowMs - 600_000,
          from: nowMs,
          until: null,
          hiddenUntil: 0,
          receives: 3,
        });
      });
    },
    /** What lies in a queue now. */
    there: (name: string) =>
      messagesOf(context(), name).filter((message) => isThere(message, context().nowMs)),
    redrive: (
      input: Partial<RedriveInput> = {},
      use: {
        readonly queue?: typeof access;
        readonly journal?: RedriveJournal;
        readonly confirm?: () => Promise<boolean>;
      } = {},
    ) =>
      redriveAndWait(
        {
          queue: use.queue ?? access,
          journal: use.journal ?? journal,
          now: () => new Date(startAt + passed * 60_000),
          wait: async (seconds) => {
            const minutes = Math.max(1, Math.ceil(seconds / 60));
            passed += minutes;
            world.pass(minutes);
          },
          tell: (line) => void said.push(line),
          confirm: use.confirm ?? (async () => true),
        },
        {
          id: 'test',
          to: 'source',
          isWanted: () => true,
          isAllWanted: true,
          mayRepeat: true,
          deathSeconds: 180,
          perSecond: 10,
          ...input,
        },
      ),
  };
}
