import type { IncidentSignature } from '../../records/similar/similar-incident.ts';

/** A former incident that may be alike. */
export interface SimilarCandidate {
  readonly incidentId: string;
  readonly openedAt: string;
  readonly signature: IncidentSignature;
}

/** One that is: its points, and what both have, in phrases. */
export interface Likeness {
  readonly incidentId: string;
  readonly points: number;
  readonly shared: readonly string[];
}

const mostSimilar = 3;
const leastPoints = 3;

/**
 * The former incidents that are really alike, most alike first, at most three; none is a legal answer. An error or an alert must be the same:
 * symptoms and kinds of change are too few to tell by. What speaks against it counts too.
 */
export function findSimilar(
  signature: IncidentSignature,
  candidates: readonly SimilarCandidate[],
): readonly Likeness[] {
  return candidates
    .map((candidate) => ({ ...compare(signature, candidate.signature), candidate }))
    .filter(({ isSpecific, points }) => isSpecific && points >= leastPoints)
    .toSorted((a, b) => b.points - a.points || (a.candidate.openedAt < b.candidate.openedAt ? 1 : -1))
    .slice(0, mostSimilar)
    .map(({ points, shared, candidate }) => ({ incidentId: candidate.incidentId, points, shared }));
}

interface Comparison {
  readonly isSpecific: boolean;
  readonly points: number;
  readonly shared: readonly string[];
}

const nothing: Comparison = { isSpecific: false, points: 0, shared: [] };

function compare(a: IncidentSignature, b: IncidentSignature): Comparison {
  if (a.service !== b.service || a.environment !== b.environment) return nothing;
  const errors = compareErrors(a.errors, b.errors);
  const isSameAlert = a.alerts.some((hash) => b.alerts.includes(hash));
  const parts = [
    errors,
    isSameAlert ? { points: 2, text: 'the same alert' } : null,
    compareSymptoms(a.symptom, b.symptom),
    compareCulprits(a.culprit, b.culprit),
  ].filter((part) => part !== null);
  return {
    isSpecific: isSameAlert || (errors !== null && errors.points > 0),
    points: parts.reduce((sum, { points }) => sum + points, 0),
    shared: parts.flatMap(({ text }) => (text === null ? [] : [text])),
  };
}

interface Part {
  readonly points: number;
  /** Null for what speaks against it. */
  readonly text: string | null;
}

/** Logs of both that have no new error in common speak of two faults. */
function compareErrors(a: IncidentSignature['errors'], b: IncidentSignature['errors']): Part | null {
  if (a === null || b === null || (a.length === 0 && b.length === 0)) return null;
  const both = a.filter((hash) => b.includes(hash)).length;
  if (both === 0) return { points: -3, text: null };
  return {
    points: 4,
    text: both === 1 ? 'the same new error in the logs' : `${both} of the new errors in the logs`,
  };
}

function compareSymptoms(a: IncidentSignature['symptom'], b: IncidentSignature['symptom']): Part | null {
  if (a === 'unknown' || b === 'unknown') return null;
  return a === b ? { points: 1, text: `the same symptom (${a})` } : { points: -2, text: null };
}

/** A bad flag is not taken back as a bad deployment is. */
function compareCulprits(a: IncidentSignature['culprit'], b: IncidentSignature['culprit']): Part | null {
  if (a === null || b === null) return null;
  if (a.kind !== b.kind) return { points: -1, text: null };
  const kind = a.kind.replaceAll('-', ' ');
  return a.resource === b.resource
    ? { points: 2, text: `the same kind of suspect (${kind} of ${a.resource})` }
    : { points: 1, text: `the same kind of suspect (${kind})` };
}
