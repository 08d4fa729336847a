import type { Change, LogsEvidence, MetricReading } from '../../records/evidence.ts';
import type { Suspect, SuspectFactor } from '../../records/plan.ts';
import type { Explanation } from '../../records/text/explanation.ts';
import { distinct } from './distinct.ts';
import { type JudgedChange, judgedFactor } from './judged-changes.ts';
import { logFactor } from './log-factor.ts';
import { findOnset, type Onset } from './onset.ts';
import { leastPoints, notAChange, otherExplanations, type WeighedExplanation } from './other-explanations.ts';
import { pickCulprit, type RankedChange } from './pick-culprit.ts';
import type { ServiceDistances } from './service-distance.ts';
import {
  ageOf,
  delayFactor,
  distanceFactor,
  durationLabel,
  kindFactor,
  onsetFactor,
  otherExplanationFactor,
  prior,
  shareFactor,
  sizeFactor,
  toleranceSeconds,
  trackRecordFactor,
  windowSeconds,
} from './suspect-factors.ts';

const noneFits = 'No change fits the onset';

export interface SuspectInput {
  /** The failing service and those it needs. */
  readonly distances: ServiceDistances;
  readonly changes: readonly Change[];
  /** Why some of them could not be read; null or left out when all were. Then none is ruled out by not being there. */
  readonly changesUnread?: string | null;
  readonly readings: readonly MetricReading[];
  /** Null when nobody read them. */
  readonly logs: LogsEvidence | null;
  /** Other services with an open incident. */
  readonly degraded: readonly string[];
  readonly alertsResolved: boolean;
  /** What earlier incidents of the service tell. Left out: nothing. */
  readonly judged?: readonly JudgedChange[];
  /** Whether something registered takes a change back. */
  readonly canRevert: (change: Change) => boolean;
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
  /** What it looks like when no change is blamed. */
  readonly explanation: Explanation | null;
}

/**
 * Ranks changes by the weight of the evidence for each (docs/triage.md). Deterministic; a change's score does not depend on the
 * others. Abstains when none is more likely than not, or none stands out.
 */
export function rankSuspects(input: SuspectInput): Ranking {
  const onset = findOnset(input.readings, input.startedAt);
  const [best] = otherExplanations({ ...input, onset });
  const other = best === undefined || best.points < leastPoints ? null : best;
  const ranked = distinct(input.changes, ({ id }) => id)
    .map((change) => rankedChange(change, input, onset, other))
    .sort(
      (a, b) =>
        b.suspect.score - a.suspect.score || b.points - a.points || (a.change.id < b.change.id ? -1 : 1),
    );
  const picked = onset === null ? null : pickCulprit(ranked, input.canRevert);
  const suspects = ranked.map(({ suspect }) => suspect);
  if (picked?.culprit) return { suspects, culprit: picked.culprit, reason: picked.reason, explanation: null };
  const { changesUnread = null } = input;
  const explanation = other && { kind: other.kind, text: sayUnread(other.text, onset && changesUnread) };
  const isFitting = suspects.some(({ ruledOut }) => !ruledOut);
  const nobody =
    onset === null
      ? 'No metric has left its baseline, so no change is blamed'
      : (isFitting && picked?.reason) || noneFits;
  return {
    suspects,
    culprit: null,
    reason:
      explanation === null || onset === null ? sayUnread(nobody, onset && changesUnread) : explanation.text,
    explanation,
  };
}

/** What is not known to be there cannot be ruled out. */
function sayUnread(text: string, unread: string | null): string {
  if (unread === null) return text;
  const doubt = `changes could not all be read (${unread}), so that one may be the cause`;
  if (text === noneFits) return `Changes${doubt.slice('changes'.length)}`;
  return `${text.replace(notAChange, '')}; ${doubt}`;
}

function rankedChange(
  change: Change,
  input: SuspectInput,
  onset: Onset | null,
  other: WeighedExplanation | null,
): RankedChange {
  const { id: changeId, summary, at, kind, actor } = change;
  const why = whyRuledOut(change, onset);
  if (onset === null || why !== null) {
    const reasons = [why ?? 'no metric has left its baseline'];
    return {
      change,
      points: Number.NEGATIVE_INFINITY,
      suspect: { changeId, summary, at, kind, actor, score: 0, reasons, ruledOut: true, factors: [] },
    };
  }
  const factors = factorsOf(change, input, onset, other);
  const points = factors.reduce((sum, factor) => sum + factor.points, 0);
  const reasons = factors.filter(isTelling).map(({ text }) => text);
  return {
    change,
    points,
    suspect: {
      changeId,
      summary,
      at,
      kind,
      actor,
      score: scoreOf(points),
      reasons,
      ruledOut: false,
      factors,
    },
  };
}

/** Odds as a probability, to a hundredth: 0 points are one half. */
function scoreOf(points: number): number {
  return Math.round(100 / (1 + 10 ** (-points / 10))) / 100;
}

function factorsOf(
  change: Change,
  { distances, readings, logs, judged = [] }: SuspectInput,
  onset: Onset,
  other: WeighedExplanation | null,
): readonly SuspectFactor[] {
  const failing = failingPercent(readings);
  return [
    delayFactor(ageOf(change, onset) ?? 0, onset),
    distanceFactor(change, distances),
    onsetFactor(onset),
    prior,
    kindFactor(change),
    sizeFactor(change),
    trackRecordFactor(change),
    judgedFactor(change, judged),
    shareFactor(change, failing),
    logFactor(change, logs, failing !== null),
    otherExplanationFactor(change, other),
  ].filter((factor) => factor !== null);
}

/** What a person is told of every change, and whatever else counted. The prior is the same for all. */
function isTelling({ name, points }: SuspectFactor): boolean {
  return ['delay', 'distance', 'onset'].includes(name) || (points !== 0 && name !== 'prior');
}

/** How many more requests fail than usual, once the error rate has left its baseline; null otherwise. */
function failingPercent(readings: readonly MetricReading[]): number | null {
  const failing = readings.flatMap(({ name, onsetAt, current, baseline }) =>
    name === 'errorRate' && onsetAt !== null ? [Math.max(0, (current ?? 0) - (baseline?.median ?? 0))] : [],
  );
  return failing.length === 0 ? null : Math.max(...failing);
}

/** What was itself reverted (`…, reverted by …`) is no rollback. */
const rollbackPattern = /(?<!, |, being |, could not be )\b(roll(ed|ing|s)?[ -]?back|revert(ed|s|ing)?)\b/i;

/** What cannot be the cause at all, with why; null for the others. */
function whyRuledOut(change: Change, onset: Onset | null): string | null {
  if (onset === null) return null;
  const age = ageOf(change, onset);
  if (age === null) return 'its time is not known';
  const isLate = age < -toleranceSeconds(onset);
  if (age < 0 && rollbackPattern.test(change.summary)) return 'is a rollback after the onset';
  if (isLate) return `took effect ${durationLabel(-age)} after the onset`;
  return age > windowSeconds ? `took effect ${durationLabel(age)} before the onset, no problems since` : null;
}
