import type { Alert } from '../../domain/records/alert.ts';
import type { ParseOutcome, UnreadItem } from '../../ports/plug-ins/alert-source.ts';
import { alertsFound, ignored, quarantined } from './outcomes.ts';

/** Of one delivery. A sender that groups more than this is told from the ledger; what it sends again is read again. */
export const mostItems = 2000;

/**
 * Reads each item of a delivery by itself: one that cannot be read costs itself only, and what is more than a delivery may carry is said as
 * one. Without any alert the delivery is quarantined when something in it could not be read, else what its first item is. `read` may throw.
 */
export function readEach<Item>(items: readonly Item[], read: (item: Item) => ParseOutcome): ParseOutcome {
  const outcomes: ParseOutcome[] = [];
  const alerts: Alert[] = [];
  const unread: UnreadItem[] = [];
  for (const [index, item] of items.entries()) {
    const position = index + 1;
    if (Math.max(index, alerts.length + unread.length) >= mostItems) {
      const left = items.length - index;
      unread.push({ position, reason: `${left} more are not read: a delivery may carry ${mostItems}` });
      break;
    }
    const each = attempt(() => read(item));
    outcomes.push(each);
    if (each.outcome === 'quarantined') unread.push({ position, reason: each.reason });
    if (each.outcome !== 'alerts') continue;
    for (const alert of each.alerts) alerts.push(alert);
    for (const { reason } of each.unread ?? []) unread.push({ position, reason });
  }
  const [first = ignored('It is empty')] = outcomes;
  if (items.length <= 1) return first;
  const found = alertsFound(alerts);
  if (found.outcome === 'alerts') return unread.length === 0 ? found : { ...found, unread: firstOf(unread) };
  const [worst] = unread;
  if (worst !== undefined) return quarantined(worst.reason);
  return outcomes.some(({ outcome }) => outcome === 'alerts') ? found : first;
}

/** So many are said one by one. */
const mostUnread = 20;

/** With the last one, which tells of what was not looked at. */
function firstOf(unread: readonly UnreadItem[]): readonly UnreadItem[] {
  const last = unread.at(-1);
  const between = unread.length - mostUnread - 1;
  if (last === undefined || between <= 0) return unread;
  const reason = `${last.reason} (${between} more before it are not listed)`;
  return [...unread.slice(0, mostUnread), { ...last, reason }];
}

/** The outcome of `read`; quarantined when it throws. */
export function attempt(read: () => ParseOutcome): ParseOutcome {
  try {
    return read();
  } catch (error) {
    return quarantined(`It could not be read: ${error instanceof Error ? error.message : 'unknown fault'}`);
  }
}
