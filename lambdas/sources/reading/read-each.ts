import type { ParseOutcome, UnreadItem } from '../../ports/alert-source.ts';
import { alertsFound, ignored, quarantined } from './outcomes.ts';

/**
 * Reads each item of a delivery by itself: one that cannot be read costs itself only. Without any alert the delivery is quarantined when
 * something in it could not be read, else what its first item is. `read` may throw.
 */
export function readEach<Item>(items: readonly Item[], read: (item: Item) => ParseOutcome): ParseOutcome {
  const outcomes = items.map((item) => attempt(() => read(item)));
  const [first = ignored('It is empty')] = outcomes;
  if (outcomes.length <= 1) return first;
  const unread = outcomes.flatMap((each, index): readonly UnreadItem[] => {
    if (each.outcome === 'alerts')
      return (each.unread ?? []).map((item) => ({ ...item, position: index + 1 }));
    return each.outcome === 'quarantined' ? [{ position: index + 1, reason: each.reason }] : [];
  });
  const found = alertsFound(outcomes.flatMap((each) => (each.outcome === 'alerts' ? each.alerts : [])));
  if (found.outcome === 'alerts') return unread.length === 0 ? found : { ...found, unread };
  const [worst] = unread;
  if (worst !== undefined) return quarantined(worst.reason);
  return outcomes.some(({ outcome }) => outcome === 'alerts') ? found : first;
}

/** The outcome of `read`; quarantined when it throws. */
export function attempt(read: () => ParseOutcome): ParseOutcome {
  try {
    return read();
  } catch (error) {
    return quarantined(`It could not be read: ${error instanceof Error ? error.message : 'unknown fault'}`);
  }
}
