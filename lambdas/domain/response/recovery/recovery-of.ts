import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { judgedKind } from './recovery-watch.ts';

/** That it was seen to be over, and by what. */
export interface Recovery {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The step that it followed, and when that was done; null when it came by itself. */
  readonly step: { readonly index: number; readonly at: string } | null;
}

/** The recovery of an incident, by the newest verdict about it; null when there is none, or the newest says something else. */
export function recoveryOf({
  incident,
  steps,
  entries,
}: Pick<RecordedFacts, 'incident' | 'steps' | 'entries'>): Recovery | null {
  const plan = incident.assessment?.plan.steps ?? [];
  const verified = steps.flatMap(({ index, verification, result }) => {
    if (verification === null) return [];
    // What restores follows a recovery and is no cause of one.
    const step = plan[index]?.phase === 'restore' || result === null ? null : { index, at: result.at };
    return [{ at: verification.at, isRecovered: verification.verdict.state === 'recovered', step }];
  });
  const watched = entries
    .filter(({ kind }) => kind === judgedKind)
    .map(({ at, data }) => ({ at, isRecovered: data['state'] === 'recovered', step: null }));
  const [newest, ...earlier] = [...verified, ...watched].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (newest?.isRecovered !== true) return null;
  const cause = newest.step ?? earlier.find(({ step, isRecovered }) => step !== null && isRecovered)?.step;
  return { at: newest.at, step: cause ?? null };
}
