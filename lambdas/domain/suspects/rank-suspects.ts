import type { Change, MetricReading } from '../evidence/evidence.ts';
import type { Suspect } from '../planning/plan.ts';
import { findTroubleOnset, type Onset } from './onset.ts';

/** Half of the suspicion is left after so long between change and onset. */
const halfLifeSeconds = 1800;
/** A change that was in effect so long before the onset did not cause it by itself. */
const oldestSeconds = 4 * 3600;
/** Onsets are known to the minute, and clocks differ. */
const toleranceSeconds = 120;
/** A change to another service must be much nearer to be as suspect. */
const otherServiceFactor = 0.4;
/** The alert's own time is a worse onset than a measured one. */
const reportedOnsetFactor = 0.7;
/** Below this nobody is blamed, nor when the second is nearer than the margin. */
const leastScore = 0.4;
const margin = 0.2;

export interface SuspectQuestion {
  readonly service: string;
  readonly changes: readonly Change[];
  readonly readings: readonly MetricReading[];
  /** When the first alert says that it began. */
  readonly startedAt: Date;
}

export interface Ranking {
  /** All changes, most suspect first, those ruled out last. */
  readonly suspects: readonly Suspect[];
  /** The one that stands out; null is a legal answer. */
  readonly culprit: { readonly change: Change; readonly score: number } | null;
  /** Why it stands out, or why nobody is blamed. */
  readonly reason: string;
}

/** Ranks changes by how soon the trouble began after them. Deterministic; abstains when none stands out. */
export function rankSuspects({ service, changes, readings, startedAt }: SuspectQuestion): Ranking {
  const unique = [...new Map(changes.map((change) => [change.id, change])).values()];
  const onset = findTroubleOnset(readings, startedAt);
  const ranked = unique
    .map((change) => ({ change, suspect: suspectOf(change, service, onset) }))
    .sort((a, b) => b.suspect.score - a.suspect.score || (a.change.id < b.change.id ? -1 : 1));
  return { suspects: ranked.map(({ suspect }) => suspect), ...pick(ranked, onset) };
}

type Ranked = readonly { readonly change: Change; readonly suspect: Suspect }[];

function pick(ranked: Ranked, onset: Onset | null): Pick<Ranking, 'culprit' | 'reason'> {
  const nobody = (reason: string) => ({ culprit: null, reason });
  if (onset === null) return nobody('No metric has left its baseline, so no change is blamed');
  const [first, second] = ranked.filter(({ suspect }) => !suspect.ruledOut);
  if (first === undefined) return nobody('No change fits the onset');
  if (first.suspect.score < leastScore) return nobody('No change is near enough to the onset to be blamed');
  if (second !== undefined && first.suspect.score - second.suspect.score < margin) {
    return nobody(`${first.suspect.summary} and ${second.suspect.summary} are about equally suspect`);
  }
  const { change, suspect } = first;
  return {
    culprit: { change, score: suspect.score },
    reason: `${suspect.summary} ${suspect.reasons[0] ?? ''}`,
  };
}

function suspectOf(change: Change, service: string, onset: Onset | null): Suspect {
  const { id: changeId, summary, at } = change;
  const ruledOut = (reason: string): Suspect => ({
    changeId,
    summary,
    at,
    score: 0,
    reasons: [reason],
    ruledOut: true,
  });
  if (onset === null) return ruledOut('no metric has left its baseline');
  const ageSeconds = (onset.at.getTime() - Date.parse(at)) / 1000;
  if (!Number.isFinite(ageSeconds)) return ruledOut('its time is not known');
  if (ageSeconds < -toleranceSeconds) return ruledOut(`took effect ${inWords(-ageSeconds)} after the onset`);
  if (ageSeconds > oldestSeconds) {
    return ruledOut(`took effect ${inWords(ageSeconds)} before the onset, without trouble since`);
  }
  const isOwn = change.service === service;
  const score =
    2 ** (-Math.max(0, ageSeconds) / halfLifeSeconds) *
    (isOwn ? 1 : otherServiceFactor) *
    (onset.source === 'measured' ? 1 : reportedOnsetFactor);
  return {
    changeId,
    summary,
    at,
    score: Math.round(score * 100) / 100,
    reasons: [
      ageSeconds < 0 ? 'took effect at the onset' : `took effect ${inWords(ageSeconds)} before the onset`,
      isOwn ? 'is a change to the failing service itself' : `is a change to ${change.service}`,
      onset.source === 'measured' ? 'the onset was measured' : "the onset is the alert's own time",
    ],
    ruledOut: false,
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
