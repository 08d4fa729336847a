import type { Proceeding, WorkContext } from '../../ports/plug-ins/action.ts';
import { advanceRedrive, endRedrive, type RedriveWork } from './advance-redrive.ts';
import { describeAccount } from './describe-account.ts';
import { findPlace, type LetterPlace } from './find-letters.ts';
import { createKeptJournal, type Kept, type KeptJournal, readKept } from './kept-journal.ts';
import { isOneOf, type LettersParams, type LettersPreState } from './letters-contract.ts';
import { accountOf, beginRedrive } from './redrive-progress.ts';

export interface LettersTarget {
  readonly to: 'source' | 'quarantine';
  /** Name of the queue for those that are set aside; null: they go back. */
  readonly quarantine: string | null;
  readonly perSecond: number;
}

/** Digests of so many ids are kept: what is left then is for another run. */
const mostSeen = 3000;

/** One call of moving dead letters: goes on where the call before ended, until its time is up or there is something to wait for. */
export async function proceedWithLetters(
  context: WorkContext,
  target: LettersTarget,
  params: LettersParams,
  preState: LettersPreState,
): Promise<Proceeding> {
  const { aws, clock, until, stop, kept } = context;
  const place = await findPlace(aws, params, target.quarantine);
  if (!place.ok)
    return { settled: true, text: `Moving dead letters ended: ${place.reason}`, isComplete: false };
  const { startAt } = preState;
  if (target.to === 'source' && stop === null && startAt !== null && clock().toISOString() < startAt) {
    return { settled: false, text: `Waits until ${startAt}, lest more of them die`, isComplete: false };
  }
  const begin = readKept(kept) ?? beginOf(context, preState);
  const journal = createKeptJournal(begin, (progress) => context.keep(progress));
  const work = workOf(context, target, { params, preState, journal, place: place.found });
  let progress = journal.progress();
  while (progress.stage !== 'ended') {
    const because =
      stop ?? (progress.seen.length > mostSeen ? `${mostSeen} were looked at: run it again` : null);
    if (because !== null) progress = await endRedrive(work, progress, because);
    else if (isWaiting(progress, clock()) || clock() >= until) break;
    else progress = await advanceRedrive(work, progress);
    await journal.keepProgress(progress);
  }
  const account = accountOf(progress);
  const settled = progress.stage === 'ended';
  return {
    settled,
    text: describeAccount(account, target.to, settled),
    // What was set aside still waits for a decision.
    isComplete:
      target.to === 'source' &&
      account.remaining === 0 &&
      account.unknown.length === 0 &&
      account.stoppedBecause === null,
  };
}

interface Job {
  readonly params: LettersParams;
  readonly preState: LettersPreState;
  readonly journal: KeptJournal;
  readonly place: LetterPlace;
}

function workOf(
  { clock }: WorkContext,
  { to, perSecond }: LettersTarget,
  { params, preState, journal, place }: Job,
): RedriveWork {
  return {
    queue: place.access,
    journal,
    now: clock,
    input: {
      id: `${params.queue}-${Date.parse(journal.progress().startedAt).toString(36)}`,
      to,
      isWanted: isOneOf(preState.wanted, params.reason),
      isAllWanted: preState.isAllWanted,
      mayRepeat: to === 'quarantine' || params.repeat === 'safe',
      deathSeconds: preState.deathSeconds,
      perSecond,
    },
  };
}

function beginOf({ clock, keptBefore }: WorkContext, { found }: LettersPreState): Kept {
  const { isByHand, ...progress } = beginRedrive(clock(), found);
  const memory = readKept(keptBefore)?.memory ?? [];
  return { progress: { ...progress, isByHand, seen: [], unknown: [] }, states: {}, memory };
}

function isWaiting({ waitUntil }: { readonly waitUntil: string | null }, now: Date): boolean {
  return waitUntil !== null && now.toISOString() < waitUntil;
}
