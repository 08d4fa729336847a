/** A step that was about to be executed on a resource, or undone: recorded before it is locked, so that no lock is without. */
export interface StepStart {
  readonly incidentId: string;
  readonly index: number;
  readonly service: string;
  readonly action: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What is remembered of the steps that were started on one resource. */
export interface StepStarts {
  /** Newest first; each step once. */
  readonly starts: readonly StepStart[];
  /** Others may have been started until then; null when these are all. */
  readonly unknownUntil: string | null;
}

/** So many are remembered: a cooldown needs the last one that was executed. */
export const mostStarts = 10;

export const noStarts: StepStarts = { starts: [], unknownUntil: null };

/** With one more; a step that is started again counts from then. */
export function addStart({ starts, unknownUntil }: StepStarts, start: StepStart): StepStarts {
  const others = starts.filter((each) => each.incidentId !== start.incidentId || each.index !== start.index);
  const forgotten = others[mostStarts - 1];
  return {
    starts: [start, ...others.slice(0, mostStarts - 1)],
    unknownUntil: latest(forgotten?.at ?? null, unknownUntil),
  };
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
