import type { Evidence } from '../records/evidence.ts';
import { changesOf } from '../records/evidence.ts';
import type { Plan } from '../records/plan.ts';
import type { TimelineEntry } from '../records/timeline.ts';

export interface CitedRecord {
  readonly timeline: readonly Pick<TimelineEntry, 'id'>[];
  readonly evidence: readonly Evidence[];
  readonly plan: Plan | null;
}

/** Of the ids that an agent rests on, those that it cannot have read in this incident. */
export function unknownCitations(
  citations: readonly string[],
  { timeline, evidence, plan }: CitedRecord,
): readonly string[] {
  const known = new Set([
    ...timeline.map(({ id }) => id),
    ...evidence.map(({ kind }) => `evidence:${kind}`),
    ...changesOf(evidence).map(({ id }) => `change:${id}`),
    ...(plan?.steps ?? []).map(({ index }) => `step:${index}`),
  ]);
  return citations.filter((id) => !known.has(id));
}
