import type { Approval } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { projectTimeline } from '../timeline/timeline-projection.ts';
import { namedApproval, namedRecord } from './named-facts.ts';
import type { Names } from './policy-names.ts';

/** The timeline with names in its sentences; actors and data keep the ids, by which people can be looked up. */
export function timelineInNames(
  record: RecordedFacts,
  approvals: readonly Approval[],
  evidenceKinds: readonly EvidenceDescription[],
  names: Names,
): readonly TimelineEntry[] {
  const called = approvals.map((each) => namedApproval(each, names));
  const told = projectTimeline(namedRecord(record, names), called, evidenceKinds);
  const textOf = new Map(told.map(({ id, text }) => [id, text]));
  return projectTimeline(record, approvals, evidenceKinds).map((entry) => ({
    ...entry,
    text: textOf.get(entry.id) ?? entry.text,
  }));
}
