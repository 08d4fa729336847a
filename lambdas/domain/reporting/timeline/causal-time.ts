import type { TimelineEntry } from '../../records/timeline.ts';

/**
 * Entries with times that never run against what followed from what. Functions run on many machines, and a clock may be set back: an entry
 * that bears an earlier time than its cause gets the time of that.
 */
export function inCausalTime(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const plans = entries.filter(({ kind }) => kind === 'plan.made');
  const known = new Map<string, string>();
  const timeOf = (entry: TimelineEntry): string => {
    const found = known.get(entry.id);
    if (found !== undefined) return found;
    const causes =
      entry.kind === 'incident.closed' ? entries.filter(endsWithTheIncident) : causesOf(entry, plans);
    const at = causes.reduce<string>((latest, cause) => {
      const of = typeof cause === 'string' ? byId.get(cause) : cause;
      const time = of === undefined ? latest : timeOf(of);
      return time > latest ? time : latest;
    }, entry.at);
    known.set(entry.id, at);
    return at;
  };
  return entries.map((entry) => {
    const at = timeOf(entry);
    return at === entry.at ? entry : { ...entry, at };
  });
}

/** Ids of what was there before. An alert may be older than its incident. */
function causesOf({ kind, data }: TimelineEntry, plans: readonly TimelineEntry[]): readonly string[] {
  const { step, approvalId } = data;
  switch (kind) {
    case 'incident.opened':
    case 'alert.seen':
    case 'alert.resolved':
    case 'alert.no-data':
      return [];
    case 'incident.assessed':
    case 'suspects.ranked':
    case 'plan.made':
      return ['incident.declared', 'incident.opened'];
    case 'approval.requested':
      return [planOf(step, plans), 'incident.opened'];
    case 'approval.agreed':
    case 'approval.withdrawn':
    case 'approval.decided':
    case 'approval.void':
    case 'approval.expired':
    case 'approval.hasty':
      return [`approval.requested:${String(approvalId)}`];
    case 'step.started':
      return [planOf(step, plans), 'incident.opened', `approval.decided:${String(approvalId)}`];
    case 'step.call':
    case 'step.done':
    case 'step.stale':
    case 'step.unknown':
      return [`step.started:${String(step)}`];
    case 'step.settled':
    case 'step.verified':
      return [`step.done:${String(step)}`];
    case 'step.undo':
      return [`step.done:${String(step)}`, `step.verified:${String(step)}`];
    case 'postmortem.written':
      return ['incident.closed'];
    default:
      return ['incident.opened'];
  }
}

/** The plan that a step belongs to: the newest that begins at it or before it. */
function planOf(step: unknown, plans: readonly TimelineEntry[]): string {
  const first = ({ data }: TimelineEntry) => Number(data['firstStep'] ?? 0);
  const begun = plans.filter((plan) => first(plan) <= Number(step));
  return begun.toSorted((a, b) => first(a) - first(b)).at(-1)?.id ?? 'plan.made';
}

/** Nothing of this is done for an incident that is closed; what is taken back at its end is, later. */
function endsWithTheIncident({ kind, actor }: TimelineEntry): boolean {
  if (actor === 'firebreak:expire-action') return false;
  return (
    ['incident.opened', 'incident.declared', 'plan.made', 'incident.handed-over'].includes(kind) ||
    (/^(step|approval)\./.test(kind) && !/\.(link-closed|sign-in-refused)$/.test(kind))
  );
}
