import { diedTwice } from '../../domain/dead-letters/dead-letter.ts';
import type { DeadLetterQueue, RedriveJournal, TakenLetter } from '../../ports/dead-letter-queue.ts';

export interface RedriveDeps {
  readonly queue: DeadLetterQueue;
  readonly journal: RedriveJournal;
  readonly now: () => Date;
  readonly wait: (seconds: number) => Promise<void>;
  readonly tell: (line: string) => void;
  /** Asked before each batch of an unsafe consumer. */
  readonly confirm: (count: number) => Promise<boolean>;
}

export interface RedriveInput {
  /** Marks what is put back, with a number behind it. */
  readonly id: string;
  readonly to: 'source' | 'quarantine';
  /** Whether a message may be moved; the others are left. */
  readonly isWanted: (taken: TakenLetter) => boolean;
  /** Everything in the queue may go, so that SQS may move the rest by itself. */
  readonly isAllWanted: boolean;
  /** A message that may have been sent before is sent again; else it is left and told. */
  readonly mayRepeat: boolean;
  readonly asksEachBatch: boolean;
  /** So long a message takes to die again: its visibility timeout, as often as it is received. */
  readonly deathSeconds: number;
  readonly perSecond: number;
}

/** Each message that was received is in one of them. */
export interface RedriveAccount {
  readonly received: number;
  readonly moved: number;
  readonly left: number;
  /** By SQS itself, without being received here. */
  readonly drained: number;
  /** Approximately so many are in the queue at the end: left, died again, hidden by a run that was stopped, or new. */
  readonly remaining: number;
  /** Came back to the dead-letter queue. */
  readonly diedAgain: number;
  /** May be in both queues: whoever moved them was stopped in between. */
  readonly unknown: readonly string[];
  /** Why it ended before everything wanted was moved; null when it did not. */
  readonly stoppedBecause: string | null;
}

const canaries = [1, 5, 50] as const;
/** Of a batch of 50 or more; of a smaller one none may. */
const mostDiedAgain = 0.1;
/** Longer than it takes to send and delete a few. */
const hiddenSeconds = 60;

interface Progress {
  received: Set<string>;
  left: Set<string>;
  unknown: Set<string>;
  moved: number;
  drained: number;
  diedAgain: number;
}

/**
 * Puts dead letters back, or sets them aside: one, then five, then fifty by hand, and what remains at a rate. Between batches it waits for
 * as long as a message takes to die again, counts those that did, and ends when they are too many. Run again after it was stopped at any
 * moment it sends nothing twice without saying so, and loses nothing: a message is deleted only after SQS has taken it elsewhere.
 */
export async function redriveDeadLetters(deps: RedriveDeps, input: RedriveInput): Promise<RedriveAccount> {
  const startedAt = deps.now().toISOString();
  const progress: Progress = {
    received: new Set(),
    left: new Set(),
    unknown: new Set(),
    moved: 0,
    drained: 0,
    diedAgain: 0,
  };
  const known = new Map(await deps.journal.read());
  let stoppedBecause: string | null = null;
  for (let batch = 0; stoppedBecause === null; batch += 1) {
    const size = canaries[batch] ?? 50;
    if (batch >= canaries.length && input.isAllWanted && input.to === 'source' && progress.left.size === 0) {
      stoppedBecause = await drain(deps, input, progress, startedAt);
      break;
    }
    if (input.asksEachBatch && !(await deps.confirm(size))) {
      stoppedBecause = 'a person stopped it';
      break;
    }
    const moved = await moveBatch(deps, input, progress, known, size);
    if (moved === 0) break;
    deps.tell(`moved ${progress.moved}, left ${progress.left.size}`);
    if (input.to === 'source') {
      await deps.wait(input.deathSeconds);
      stoppedBecause = await whyTooManyDied(deps, progress, startedAt, moved);
    }
  }
  const { received, left, unknown, moved, drained, diedAgain } = progress;
  return {
    received: received.size,
    moved,
    left: left.size,
    drained,
    remaining: await deps.queue.depth(),
    diedAgain,
    unknown: [...unknown],
    stoppedBecause,
  };
}

/** @returns how many were moved; 0 when there is nothing more to move */
async function moveBatch(
  { queue, journal }: RedriveDeps,
  input: RedriveInput,
  progress: Progress,
  known: Map<string, 'sending' | 'sent' | 'done'>,
  size: number,
): Promise<number> {
  let moved = 0;
  while (moved < size) {
    const taken = await queue.take(Math.min(10, size - moved), hiddenSeconds);
    const fresh = taken.filter(({ letter }) => !progress.received.has(letter.id));
    // Those that are left are hidden for a while, so others come; when only they come again, nothing else is there.
    if (fresh.length === 0) return moved;
    for (const one of fresh) {
      const { id } = one.letter;
      progress.received.add(id);
      const state = known.get(id);
      if (state === 'sent' || state === 'done') {
        await one.remove();
        await journal.note(id, 'done');
        progress.moved += 1;
        moved += 1;
        continue;
      }
      if (state === 'sending' && !input.mayRepeat) {
        progress.unknown.add(id);
        progress.left.add(id);
        continue;
      }
      if (!input.isWanted(one) || (input.to === 'source' && diedTwice(one.letter))) {
        progress.left.add(id);
        continue;
      }
      await journal.note(id, 'sending');
      known.set(id, 'sending');
      if (!(await one.forward(input.to, `${input.id}/${progress.moved + 1}`))) {
        progress.left.add(id);
        continue;
      }
      await journal.note(id, 'sent');
      await one.remove();
      await journal.note(id, 'done');
      progress.moved += 1;
      moved += 1;
    }
  }
  return moved;
}

async function whyTooManyDied(
  { queue }: RedriveDeps,
  progress: Progress,
  startedAt: string,
  batch: number,
): Promise<string | null> {
  const again = await diedSince(queue, startedAt);
  const fresh = again - progress.diedAgain;
  progress.diedAgain = Math.max(progress.diedAgain, again);
  const most = batch >= 50 ? Math.floor(batch * mostDiedAgain) : 0;
  return fresh > most ? `${fresh} of ${batch} died again` : null;
}

/** What is put back is a new message to SQS: sent since then, it can only have died again. */
async function diedSince(queue: DeadLetterQueue, startedAt: string): Promise<number> {
  const letters = await queue.peek(1000);
  return letters.filter((letter) => letter.sentAt !== null && letter.sentAt >= startedAt).length;
}

async function drain(
  deps: RedriveDeps,
  { perSecond, deathSeconds }: RedriveInput,
  progress: Progress,
  startedAt: string,
): Promise<string | null> {
  const { queue, wait, tell } = deps;
  if ((await queue.depth()) === 0) return null;
  await queue.startDrain(perSecond);
  for (;;) {
    await wait(Math.min(30, deathSeconds));
    const { isRunning, moved, failure } = await queue.drainProgress();
    progress.drained = moved;
    tell(`SQS moved ${moved}`);
    if (failure !== null) return `SQS stopped moving: ${failure}`;
    const stop = await whyTooManyDied(deps, progress, startedAt, Math.max(50, moved));
    if (stop !== null) {
      await queue.cancelDrain();
      progress.drained = (await queue.drainProgress()).moved;
      return stop;
    }
    if (!isRunning) break;
  }
  await wait(deathSeconds);
  return await whyTooManyDied(deps, progress, startedAt, Math.max(50, progress.drained));
}
