import { createSqsDeadLetterQueue } from '../../../lambdas/adapters/aws/queue/sqs-dead-letter-queue.ts';
import { classifyDeaths, type DeathGroup } from '../../../lambdas/domain/dead-letters/classify-deaths.ts';
import { expiresAt } from '../../../lambdas/domain/dead-letters/dead-letter.ts';
import { type LoggedReason, readDeath } from '../../../lambdas/domain/dead-letters/death.ts';
import { reasonByTime } from '../../../lambdas/domain/dead-letters/reason-by-time.ts';
import { failureReason } from '../../../lambdas/domain/failure-reason.ts';
import { logsReading } from '../../../lambdas/evidence/logs/logs-reading.ts';
import type { DeadLetterQueue } from '../../../lambdas/ports/dead-letter-queue.ts';
import { CommandError } from '../../cli/command-error.ts';
import type { DeadLetterPlace } from './dead-letter-place.ts';

/** More is not looked at: it is a sample, and is said to be one. */
const mostLetters = 1000;

export interface Examination {
  readonly access: DeadLetterQueue;
  readonly depth: number;
  readonly looked: number;
  readonly groups: readonly DeathGroup[];
  /** When the first of all is thrown away; null when that is not known. */
  readonly firstExpiresAt: string | null;
  /** Why the logs say nothing; null when they were read. */
  readonly logsMissing: string | null;
}

/** Looks at dead letters without hiding any, and says what they died of. */
export async function examine(
  place: DeadLetterPlace,
  now: Date,
  quarantineUrl: string | null = null,
): Promise<Examination> {
  const { aws, queue, source, id } = place;
  if (queue.deadLetters !== null) {
    throw new CommandError(`${id.queue} has a dead-letter queue of its own`, {
      next: 'Looking counts as receiving, and would move its messages on. Take its redrive policy away first.',
    });
  }
  const access = createSqsDeadLetterQueue(aws, {
    url: queue.url,
    arn: queue.arn,
    sourceUrl: source.url,
    quarantineUrl,
  });
  const letters = await access.peek(mostLetters);
  const logged = letters.length === 0 ? { reason: null, missing: null } : await logOf(place, letters, now);
  const deaths = letters.map((letter) => readDeath(letter, logged.reason));
  const { retentionSeconds } = queue;
  return {
    access,
    depth: queue.waiting + queue.inFlight + queue.delayed,
    looked: letters.length,
    groups: classifyDeaths(deaths, { retentionSeconds }),
    firstExpiresAt: letters.flatMap((letter) => expiresAt(letter, retentionSeconds) ?? []).sort()[0] ?? null,
    logsMissing: logged.missing,
  };
}

async function logOf(
  { aws, policy, service }: DeadLetterPlace,
  letters: readonly { readonly sentAt: string | null }[],
  now: Date,
): Promise<{ readonly reason: LoggedReason | null; readonly missing: string | null }> {
  const [first] = letters.flatMap(({ sentAt }) => sentAt ?? []).sort();
  try {
    const reader = logsReading.create({
      aws,
      services: policy.services,
      environments: [],
      // Logs are read without them.
      reportedChanges: { record: async () => {}, list: async () => [] },
    });
    const found = await reader.read({ service, startedAt: new Date(first ?? now), now });
    return found.kind === 'logs' && found.status === 'available'
      ? { reason: reasonByTime(found), missing: null }
      : { reason: null, missing: found.status === 'unavailable' ? found.reason : 'not read' };
  } catch (error) {
    return { reason: null, missing: failureReason(error) };
  }
}
