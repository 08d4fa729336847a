import type { ExpectedEvent } from './case-file.ts';
import { type Comparison, difference } from './compare-values.ts';
import { abortedIterations, isInIteration } from './iterations.ts';

/** Details that say where an event stands, not what it says; `ofState` was inferred by the recorder. */
const POSITION = ['ofState', 'unordered'] as const;

/**
 * The first difference between two histories, or undefined. Where nothing ran concurrently, order, ids and previous
 * ids must be equal. Elsewhere the same things must have happened, in any order, and the states of the machine
 * itself must have been entered and left in the same order.
 */
export function historyDifference(
  expected: readonly ExpectedEvent[],
  actual: readonly ExpectedEvent[],
  topStates: ReadonlySet<string>,
  comparison: Comparison,
): string | undefined {
  const strict = sequenceDifference(expected, actual, comparison);
  if (strict === undefined || !(wasConcurrent(expected) || wasConcurrent(actual))) return strict;
  const relaxed =
    concurrentDifference(expected, actual, comparison) ?? milestoneDifference(expected, actual, topStates);
  return relaxed === undefined ? undefined : `${relaxed} (in order: ${strict})`;
}

function sequenceDifference(
  expected: readonly ExpectedEvent[],
  actual: readonly ExpectedEvent[],
  comparison: Comparison,
) {
  for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
    const [wanted, got] = [expected[index], actual[index]];
    if (wanted === undefined) return `events.${index}: unexpected ${got?.type}`;
    if (got === undefined) return `events.${index}: missing ${wanted.type}`;
    if (wanted.type !== got.type) return `events.${index}: expected ${wanted.type}, got ${got.type}`;
    const isPlaceOpen =
      hangsOnEntryOfUnrecordedKind(wanted, expected) && hangsOnEntryOfUnrecordedKind(got, actual);
    const found = isPlaceOpen
      ? eventDifference(unplaced(wanted), unplaced(got), index, comparison)
      : eventDifference(wanted, got, index, comparison);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The recordings this was built on show a failed evaluation on the entry of its state (Wait) or on the event before it
 * (Pass, Map). For other states, either will do.
 */
function hangsOnEntryOfUnrecordedKind(event: ExpectedEvent, events: readonly ExpectedEvent[]): boolean {
  if (event.type !== 'EvaluationFailed') return false;
  const entry = events.findLast(
    ({ type, name, id }) =>
      type.endsWith('StateEntered') && name === event['state'] && (id ?? 0) < (event.id ?? 0),
  );
  if (entry === undefined || /^(?:Pass|Map|Wait)State/.test(entry.type)) return false;
  return event.previousEventId === entry.id || event.previousEventId === entry.previousEventId;
}

function eventDifference(wanted: ExpectedEvent, got: ExpectedEvent, index: number, comparison: Comparison) {
  return difference(content(wanted), content(got), ['expected', 'events', index], comparison);
}

/** Compares as multisets, leaving out what depends on timing: how far iterations got that another one's failure stopped. */
function concurrentDifference(
  expected: readonly ExpectedEvent[],
  actual: readonly ExpectedEvent[],
  comparison: Comparison,
) {
  const stopped = [...abortedIterations(expected), ...abortedIterations(actual)];
  const isUnordered = expected.some(({ unordered }) => unordered === true);
  const isTimed = (event: ExpectedEvent, events: readonly ExpectedEvent[]): boolean =>
    event.type.endsWith('Aborted') ||
    (isUnordered && /^ParallelState(?:Succeeded|Failed)$/.test(event.type)) ||
    stopped.some((iteration) => isInIteration(event, iteration, events));
  const left = actual.filter((event) => !isTimed(event, actual));
  for (const [index, wanted] of expected.entries()) {
    if (isTimed(wanted, expected)) continue;
    const match = left.findIndex(
      (got) =>
        got.type === wanted.type &&
        eventDifference(unplaced(wanted), unplaced(got), index, comparison) === undefined,
    );
    if (match === -1) return `events.${index}: no ${wanted.type} like the recorded one`;
    left.splice(match, 1);
  }
  const [extra] = left;
  return extra === undefined ? undefined : `unexpected ${extra.type}`;
}

function milestoneDifference(
  expected: readonly ExpectedEvent[],
  actual: readonly ExpectedEvent[],
  topStates: ReadonlySet<string>,
) {
  const milestones = (events: readonly ExpectedEvent[]): string =>
    events
      .filter(
        ({ type, name }) =>
          type.startsWith('Execution') ||
          (/State(?:Entered|Exited)$/.test(type) && topStates.has(name ?? '')),
      )
      .map(({ type, name }) => `${type} ${name ?? ''}`)
      .join(', ');
  const [wanted, got] = [milestones(expected), milestones(actual)];
  return wanted === got ? undefined : `expected the milestones ${wanted}, got ${got}`;
}

/** Whether events of different branches may have interleaved. Iterations one at a time do not. */
function wasConcurrent(events: readonly ExpectedEvent[]): boolean {
  const open = new Map<string, number>();
  return events.some(({ type, name = '', unordered }) => {
    const [, moment] = /^MapIteration(Started|Succeeded|Failed|Aborted)$/.exec(type) ?? [];
    if (moment !== undefined) open.set(name, (open.get(name) ?? 0) + (moment === 'Started' ? 1 : -1));
    return unordered === true || type === 'ParallelStateStarted' || (open.get(name) ?? 0) > 1;
  });
}

function content(event: ExpectedEvent) {
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) =>
      value === undefined || POSITION.some((one) => one === name) ? [] : [[name, value]],
    ),
  );
}

function unplaced({ id: _id, previousEventId: _previousEventId, ...event }: ExpectedEvent): ExpectedEvent {
  return event;
}
