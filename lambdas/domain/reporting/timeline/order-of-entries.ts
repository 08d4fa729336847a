import { compareTexts } from '../../records/text/compare-texts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

/** Facts of one instant stand in the order in which an incident goes. */
const order: readonly string[] = [
  'alert.seen',
  'alert',
  'incident.opened',
  'incident.declared',
  'evidence',
  'incident.assessed',
  'suspects',
  'plan',
  'step.guarded',
  'approval.requested',
  'approval',
  'step.started',
  'debt.recorded',
  'step',
  'step.verified',
  'step.undo',
  'incident.handed-over',
  'debt.ended',
  'debt',
  'status-update',
  'incident.closed',
  'postmortem',
  'follow-up',
  'record',
];

function rank(kind: string): number {
  const exact = order.indexOf(kind);
  return exact === -1 ? order.indexOf(kind.split('.')[0] ?? '') : exact;
}

/** Oldest first. */
export function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return compareTexts(a.at, b.at) || rank(a.kind) - rank(b.kind) || compareTexts(a.id, b.id);
}
