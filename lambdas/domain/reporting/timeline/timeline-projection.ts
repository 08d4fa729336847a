import type { Approval } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { approvalEntries } from './approval-entries.ts';
import { inCausalTime } from './causal-time.ts';
import { findingEntries } from './finding-entries.ts';
import { incidentEntries } from './incident-entries.ts';
import { byTime } from './order-of-entries.ts';
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
