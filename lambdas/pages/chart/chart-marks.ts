import type { IncidentView } from '../../domain/reporting/views/incident-view.ts';

export const markKinds = ['change', 'action', 'alert', 'end', 'onset'] as const;

/** A moment to mark in a chart with a line. Numbered ones are explained once for all charts of a page. */
export interface ChartMark {
  readonly kind: (typeof markKinds)[number];
  readonly at: string;
  readonly text: string;
  /** Null for the onset, which is each chart's own. */
  readonly number: number | null;
}

const marksShown = 8;
/** Flags nearer to each other than this share of the width would run into one another on a phone. */
const flagShare = 0.06;

/**
 * What all charts of an incident mark: the first alert, the end, what was done, and of the changes those nearest to the onset.
 * In order of time, numbered.
 */
export function momentsOf(incident: IncidentView, onsetAt: string | null): readonly ChartMark[] {
  const moments = [...firstAlert(incident), ...end(incident), ...actions(incident)].slice(0, marksShown);
  const near = Date.parse(onsetAt ?? incident.openedAt);
  const distance = ({ at }: { readonly at: string }) => Math.abs(Date.parse(at) - near);
  const changes = incident.evidence
    .flatMap((each) => (each.kind === 'changes' && each.status === 'available' ? each.changes : []))
    .map(({ at, summary }) => ({ kind: 'change' as const, at, text: summary }))
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, marksShown - moments.length);
  return [...moments, ...changes]
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((moment, place) => ({ ...moment, number: place + 1 }));
}

/** Where numbers stand above a plot: those too near to each other share one flag, such as `2–4`. */
export function flagsOf(
  marks: readonly { readonly x: number; readonly number: number | null }[],
  width: number,
): readonly { readonly x: number; readonly text: string }[] {
  const flags: { x: number; until: number; first: number; last: number }[] = [];
  for (const { x, number } of marks.toSorted((a, b) => a.x - b.x)) {
    const before = flags.at(-1);
    if (number === null) continue;
    if (before !== undefined && x - before.until < flagShare * width) {
      before.until = x;
      before.last = number;
    } else {
      flags.push({ x, until: x, first: number, last: number });
    }
  }
  return flags.map(({ x, until, first, last }) => ({
    x: (x + until) / 2,
    text: first === last ? String(first) : `${first}–${last}`,
  }));
}

function firstAlert({ alerts }: IncidentView): readonly Omit<ChartMark, 'number'>[] {
  const [first] = alerts.toSorted((a, b) => Date.parse(a.firstSeenAt) - Date.parse(b.firstSeenAt));
  return first === undefined ? [] : [{ kind: 'alert', at: first.firstSeenAt, text: `alert: ${first.title}` }];
}

function end({ closedAt }: IncidentView): readonly Omit<ChartMark, 'number'>[] {
  return closedAt === null ? [] : [{ kind: 'end', at: closedAt, text: 'incident closed' }];
}

function actions({ plan }: IncidentView): readonly Omit<ChartMark, 'number'>[] {
  return (plan?.steps ?? []).flatMap(({ startedAt, summary, undoResult }) => [
    ...(startedAt === null ? [] : [{ kind: 'action' as const, at: startedAt, text: summary }]),
    ...(undoResult === null ? [] : [{ kind: 'action' as const, at: undoResult.at, text: undoResult.text }]),
  ]);
}
