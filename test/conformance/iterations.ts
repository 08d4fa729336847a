import type { ExpectedEvent } from './case-file.ts';

/** One iteration of a Map state. */
export interface Iteration {
  readonly name: string;
  readonly index: number;
}

/** The iterations that another one's failure stopped. */
export function abortedIterations(events: readonly ExpectedEvent[]): Iteration[] {
  return events.flatMap(({ type, name, index }) =>
    type === 'MapIterationAborted' ? [{ name: name ?? '', index: index ?? 0 }] : [],
  );
}

/** Walks back along previous ids; what was done inside states left since is stepped over. */
export function isInIteration(
  event: ExpectedEvent,
  iteration: Iteration,
  events: readonly ExpectedEvent[],
): boolean {
  const byId = new Map(events.flatMap((one) => (one.id === undefined ? [] : [[one.id, one] as const])));
  let at: ExpectedEvent | undefined = event;
  while (at !== undefined) {
    if (at.type === 'MapIterationStarted') return at.name === iteration.name && at.index === iteration.index;
    at = /^(?:Map|Parallel)StateExited$/.test(at.type)
      ? entryOf(at, events)
      : byId.get(at.previousEventId ?? 0);
  }
  return false;
}

function entryOf(exit: ExpectedEvent, events: readonly ExpectedEvent[]): ExpectedEvent | undefined {
  const entry = events.findLast(
    ({ type, name, id }) => type.endsWith('StateEntered') && name === exit.name && (id ?? 0) < (exit.id ?? 0),
  );
  return entry === undefined ? undefined : events.find(({ id }) => id === entry.previousEventId);
}
