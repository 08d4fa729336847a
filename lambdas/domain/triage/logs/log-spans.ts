import type { TimeSpan } from '../../records/evidence.ts';

/** An alert is later than its cause: what is newer than this before it counts as after the onset. */
const alertLagMinutes = 15;
/** Who is affected is counted from so long before the alert: the degradation had begun by then, and one minute of logs is too little. */
const affectedLagMinutes = 5;
const longestMinutes = 60;

const minute = 60_000;

/**
 * Two spans of equal length around the onset, which is not known yet when logs are read: `after` begins where the
 * alert's lag does, so that nothing of the degradation counts as usual. At most an hour each.
 */
export function logSpans(
  startedAt: Date,
  now: Date,
): { readonly before: TimeSpan; readonly after: TimeSpan } {
  const { from, until } = spanSince(startedAt, alertLagMinutes, now);
  return { before: span(from - (until - from), from), after: span(from, until) };
}

/** When who is affected is counted. */
export function affectedSpan(startedAt: Date, now: Date): TimeSpan {
  const { from, until } = spanSince(startedAt, affectedLagMinutes, now);
  return span(from, until);
}

/** Whole seconds, as Logs Insights has them. A start in the future, of a clock that is wrong, gives the span before now. */
function spanSince(startedAt: Date, lagMinutes: number, now: Date): { from: number; until: number } {
  const end = Math.ceil(now.getTime() / 1000) * 1000;
  const started = Math.min(startedAt.getTime(), end);
  const from = Math.floor(started / 1000) * 1000 - lagMinutes * minute;
  return { from, until: Math.min(end, from + longestMinutes * minute) };
}

function span(from: number, until: number): TimeSpan {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}
