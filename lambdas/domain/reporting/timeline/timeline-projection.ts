import type { Approval } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { compareTexts } from '../../records/text/compare-texts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { approvalEntries } from './approval-entries.ts';
import { inCausalTime } from './causal-time.ts';
import { findingEntries } from './finding-entries.ts';
import { incidentEntries } from './incident-entries.ts';
import { stepEntries } from './step-entries.ts';

/**
 * The timeline, oldest first: what the facts of the record tell, and the stored entries that no fact tells. The same
 * facts give the same entries in the same order, whatever order they are read in; a later record only adds. Nothing stands before what it
 * followed from, whatever the clocks said.
 */
export function projectTimeline(
  record: RecordedFacts,
  approvals: readonly Approval[],
  evidenceKinds: readonly EvidenceDescription[],
): readonly TimelineEntry[] {
  const entries = [
    ...incidentEntries(record.incident),
    ...findingEntries(record, evidenceKinds),
    ...stepEntries(record),
    ...approvals.flatMap(approvalEntries),
    ...record.entries,
  ];
  return inCausalTime([...new Map(entries.map((entry) => [entry.id, entry])).values()]).toSorted(byTime);
}

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

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return compareTexts(a.at, b.at) || rank(a.kind) - rank(b.kind) || compareTexts(a.id, b.id);
}
