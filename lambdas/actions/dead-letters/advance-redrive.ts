import { bodyDigest, type DeadLetter, diedTwice } from '../../domain/dead-letters/dead-letter.ts';
import type { DeadLetterQueue, RedriveJournal, TakenLetter } from '../../ports/dead-letter-queue.ts';
import { idDigest } from './kept-journal.ts';
import type { RedriveProgress } from './redrive-progress.ts';

export interface RedriveInput {
  /** Marks what is put back, with a number behind it. */
  readonly id: string;
  readonly to: 'source' | 'quarantine';
  /** Whether a message may be moved; the others are left. */
  readonly isWanted: (letter: DeadLetter) => boolean;
  /** Everything in the queue may go, so that SQS may move the rest by itself. */
  readonly isAllWanted: boolean;
  /** A message that may have been sent before is sent again; else it is left and told. */
  readonly mayRepeat: boolean;
  /** So long a message takes to die again: its visibility timeout, as often as it is received. */
  readonly deathSeconds: number;
  readonly perSecond: number;
}

export interface RedriveWork {
  readonly queue: DeadLetterQueue;
  readonly journal: RedriveJournal;
  readonly now: () => Date;
  readonly input: RedriveInput;
}

const canaries = [1, 5, 50] as const;
/** Of a batch of 50 or more; of a smaller one none may. */
const mostDiedAgain = 0.1;
/** Longer than it takes to send and delete a few. */
const hiddenSeconds = 60;
const mostPerTake = 10;
/** What is peeked at to count what died again, and remembered of what SQS moves. */
const mostPeeked = 1000;
const drainLookSeconds = 30;
/** Two clocks may differ by so much. */
const skewMs = 5_000;

/**
 * One short step of putting dead letters back or setting them aside: at most ten are moved. One, then five, then fifty go by hand, and what
 * remains at a rate. Between batches it waits for as long as a message takes to die again, counts those that did, and ends when they are too
 * many. Called again with the same progress after a stop at any moment it sends nothing twice without saying so, and loses nothing: a
 * message is deleted only after SQS has taken it elsewhere.
 */
export async function advanceRedrive(work: RedriveWork, progress: RedriveProgress): Promise<RedriveProgress> {
  switch (progress.stage) {
    case 'moving':
      return await moveSome(work, progress);
    case 'waiting':
      return isTooEarly(work, progress) ? progress : await afterBatch(work, progress);
    case 'starting':
      return await startDrain(work, progress);
    case 'draining':
      return isTooEarly(work, progress) ? progress : await watchDrain(work, progress);
    case 'drained':
      return isTooEarly(work, progress) ? progress : await afterDrain(work, progress);
    case 'ended':
      return progress;
    default:
      return progress.stage satisfies never;
  }
}

/** Ends it now, wherever it is. What was moved stays where it is. */
export async function endRedrive(
  { queue }: Pick<RedriveWork, 'queue'>,
  progress: RedriveProgress,
  because: string | null,
): Promise<RedriveProgress> {
  let { drained } = progress;
  if (progress.drainAt !== null) {
    if (because !== null) await queue.cancelDrain();
    drained = await drainedSince(queue, progress.drainAt);
  }
  const remaining = await queue.depth();
  const counted = { ...progress, drained, remaining };
  const gone = await goneOf(queue, counted);
  return { ...counted, gone, stage: 'ended', waitUntil: null, stoppedBecause: because };
}

async function moveSome(work: RedriveWork, before: RedriveProgress): Promise<RedriveProgress> {
  const { queue, input } = work;
  const size = canaries[before.batch] ?? 50;
  // A call that was stopped may have finished it.
  if (before.batchMoved >= size) return endBatch(work, before);
  const taken = await queue.take(Math.min(mostPerTake, size - before.batchMoved), hiddenSeconds);
  const seen = new Set(before.seen);
  const fresh = taken.filter(({ letter }) => !seen.has(idDigest(letter.id)));
  // Those that are left are hidden for a while, so others come; when only they come again, nothing else is there.
  if (fresh.length === 0) {
    return before.batchMoved === 0 ? await endRedrive(work, before, null) : endBatch(work, before);
  }
  const known = await work.journal.read();
  const remembered = await work.journal.remembered();
  let progress = before;
  for (const one of fresh) {
    progress = await moveOne(work, progress, one, {
      state: known.get(one.letter.id),
      isRepeat: isRepeat(input, one.letter, remembered),
    });
  }
  return progress.batchMoved >= size ? endBatch(work, progress) : progress;
}

async function moveOne(
  { input, journal }: RedriveWork,
  before: RedriveProgress,
  one: TakenLetter,
  { state, isRepeat }: { readonly state: string | undefined; readonly isRepeat: boolean },
): Promise<RedriveProgress> {
  const { id } = one.letter;
  const progress = { ...before, seen: [...before.seen, idDigest(id)] };
  const left = { ...progress, left: progress.left + 1 };
  const moved = { ...progress, moved: progress.moved + 1, batchMoved: progress.batchMoved + 1 };
  if (state === 'sent' || state === 'done') {
    await one.remove();
    await journal.note(id, 'done');
    return moved;
  }
  if (state === 'sending' && !input.mayRepeat) return { ...left, unknown: [...left.unknown, id] };
  if (isRepeat || !input.isWanted(one.letter)) return left;
  await journal.note(id, 'sending');
  if (!(await one.forward(input.to, `${input.id}/${progress.moved + 1}`))) return left;
  await journal.note(id, 'sent');
  await one.remove();
  await journal.note(id, 'done');
  return moved;
}

/** Was put back before and died again. */
function isRepeat({ to }: RedriveInput, letter: DeadLetter, remembered: ReadonlySet<string>): boolean {
  return to === 'source' && (diedTwice(letter) || remembered.has(bodyDigest(letter)));
}

function endBatch({ input, now }: RedriveWork, progress: RedriveProgress): RedriveProgress {
  // Nobody works on what was set aside, so that nothing dies there.
  const waitSeconds = input.to === 'source' ? input.deathSeconds : 0;
  return { ...progress, stage: 'waiting', waitUntil: secondsAfter(now(), waitSeconds) };
}

async function afterBatch(work: RedriveWork, before: RedriveProgress): Promise<RedriveProgress> {
  const { progress, stop } = await countDied(work, before, before.batchMoved);
  if (stop !== null) return await endRedrive(work, progress, stop);
  const next = {
    ...progress,
    stage: 'moving',
    batch: progress.batch + 1,
    batchMoved: 0,
    waitUntil: null,
  } as const;
  const isProven =
    next.batch >= canaries.length && work.input.isAllWanted && next.left === 0 && !next.isByHand;
  return isProven ? { ...next, stage: 'starting', drainAt: work.now().toISOString() } : next;
}

/** SQS neither chooses nor marks: what it is to move is remembered first. A run that was stopped here may have started it. */
async function startDrain(work: RedriveWork, progress: RedriveProgress): Promise<RedriveProgress> {
  const { queue, journal, now, input } = work;
  const { drainAt } = progress;
  const { startedAt } = await queue.drainProgress();
  if (drainAt === null || !isSince(startedAt, drainAt)) {
    const depth = await queue.depth();
    if (depth === 0) return await endRedrive(work, { ...progress, drainAt: null }, null);
    const there = await queue.peek(mostPeeked);
    const remembered = await journal.remembered();
    const mayGo = (letter: DeadLetter) => input.isWanted(letter) && !isRepeat(input, letter, remembered);
    // More than was looked at, or others came meanwhile: then one by one.
    if (there.length < depth || !there.every(mayGo)) {
      return { ...progress, stage: 'moving', isByHand: true, drainAt: null };
    }
    if (input.to === 'source') await journal.remember(there.map(bodyDigest));
    await queue.startDrain(input.perSecond, input.to);
  }
  return { ...progress, stage: 'draining', waitUntil: lookAgainAt(work, now()) };
}

async function watchDrain(work: RedriveWork, before: RedriveProgress): Promise<RedriveProgress> {
  const { queue, now, input } = work;
  const { isRunning, moved, failure } = await queue.drainProgress();
  if (failure !== null) return await endRedrive(work, before, `SQS stopped moving: ${failure}`);
  const { progress, stop } = await countDied(work, { ...before, drained: moved }, Math.max(50, moved));
  if (stop !== null) return await endRedrive(work, progress, stop);
  return isRunning
    ? { ...progress, waitUntil: lookAgainAt(work, now()) }
    : {
        ...progress,
        stage: 'drained',
        waitUntil: secondsAfter(now(), input.to === 'source' ? input.deathSeconds : 0),
      };
}

async function afterDrain(work: RedriveWork, before: RedriveProgress): Promise<RedriveProgress> {
  const { progress, stop } = await countDied(work, before, Math.max(50, before.drained));
  return await endRedrive(work, progress, stop);
}

/** What is put back is a new message to SQS: sent since then, it can only have died again. */
async function countDied(
  { queue, input }: RedriveWork,
  progress: RedriveProgress,
  batch: number,
): Promise<{ readonly progress: RedriveProgress; readonly stop: string | null }> {
  if (input.to === 'quarantine') return { progress, stop: null };
  const letters = await queue.peek(mostPeeked);
  const again = letters.filter(({ sentAt }) => sentAt !== null && sentAt >= progress.startedAt).length;
  const fresh = again - progress.diedAgain;
  const most = batch >= 50 ? Math.floor(batch * mostDiedAgain) : 0;
  return {
    progress: { ...progress, diedAgain: Math.max(progress.diedAgain, again) },
    stop: fresh > most ? `${fresh} of ${batch} died again` : null,
  };
}

/** Only a sample that holds everything tells what is missing. */
async function goneOf(queue: DeadLetterQueue, progress: RedriveProgress): Promise<number | null> {
  const { found, moved, drained, remaining, startedAt } = progress;
  const letters = remaining === 0 ? [] : await queue.peek(mostPeeked);
  if (letters.length < remaining || remaining > mostPeeked) return null;
  const stillThere = letters.filter(({ sentAt }) => sentAt === null || sentAt < startedAt).length;
  return Math.max(0, found - moved - drained - stillThere);
}

async function drainedSince(queue: DeadLetterQueue, drainAt: string): Promise<number> {
  const { startedAt, moved } = await queue.drainProgress();
  return isSince(startedAt, drainAt) ? moved : 0;
}

function isTooEarly({ now }: RedriveWork, { waitUntil }: RedriveProgress): boolean {
  return waitUntil !== null && now().toISOString() < waitUntil;
}

function lookAgainAt({ input }: RedriveWork, now: Date): string {
  return secondsAfter(now, Math.min(drainLookSeconds, input.deathSeconds));
}

function isSince(at: string | null, since: string): boolean {
  return at !== null && Date.parse(at) >= Date.parse(since) - skewMs;
}

function secondsAfter(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1000).toISOString();
}
