import { classifyDeaths, type DeathGroup } from '../../../domain/dead-letters/classify-deaths.ts';
import { expiresAt } from '../../../domain/dead-letters/dead-letter.ts';
import { type ReasonFound, readDeath } from '../../../domain/dead-letters/death.ts';
import type { DeadLetterQueue } from '../../../ports/dead-letter-queue.ts';
import { depthOf, type Queue } from '../queues.ts';

/** More is not looked at: it is a sample, and is said to be one. */
const mostLetters = 1000;

/** What lies in a dead-letter queue, and what it died of as far as that is known. */
export interface ExaminedLetters {
  readonly depth: number;
  readonly looked: number;
  readonly groups: readonly DeathGroup[];
  /** When the first of all was sent, and when it is thrown away; null when that is not known. */
  readonly oldestSentAt: string | null;
  readonly firstExpiresAt: string | null;
  /** Why the consumer's log says nothing about them; null when it was read, or nobody needed it. */
  readonly logsMissing: string | null;
}

/** Why nobody may look at it; null when one may. Looking counts as receiving. */
export function whyNotLook({ name, deadLetters }: Pick<Queue, 'name' | 'deadLetters'>): string | null {
  return deadLetters === null
    ? null
    : `${name} has a dead-letter queue of its own: looking counts as receiving, and would move its messages on`;
}

export interface ExamineOptions {
  /** Digests of those that SQS put back before, without a mark. */
  readonly remembered?: ReadonlySet<string>;
  /** At most so many are looked at. Left out: 1000. */
  readonly most?: number;
}

/** Looks at dead letters without hiding any. `reasonOf` is asked once, with when the first was sent, for what the consumer's log says. */
export async function examineDeadLetters(
  access: Pick<DeadLetterQueue, 'peek'>,
  queue: Queue,
  reasonOf: (firstSentAt: string | null) => Promise<ReasonFound>,
  { remembered = new Set(), most = mostLetters }: ExamineOptions = {},
): Promise<ExaminedLetters> {
  const letters = await access.peek(most);
  const sent = letters.flatMap(({ sentAt }) => sentAt ?? []).sort();
  const logged = letters.length === 0 ? null : await reasonOf(sent[0] ?? null);
  const deaths = letters.map((letter) => readDeath(letter, logged?.reason ?? null));
  const { retentionSeconds } = queue;
  return {
    depth: depthOf(queue),
    looked: letters.length,
    groups: classifyDeaths(deaths, { retentionSeconds, remembered }),
    oldestSentAt: sent[0] ?? null,
    firstExpiresAt: letters.flatMap((letter) => expiresAt(letter, retentionSeconds) ?? []).sort()[0] ?? null,
    logsMissing: logged?.missing ?? null,
  };
}
