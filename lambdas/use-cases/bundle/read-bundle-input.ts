import type { BundleInput } from '../../domain/reporting/bundle/bundle-items.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface ReadBundleDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
}

/** Without the text of the postmortem, which people edit after the closing. Null: there is no such incident. */
export async function readBundleInput(
  { incidents, approvals, evidenceKinds }: ReadBundleDeps,
  incidentId: string,
): Promise<BundleInput | null> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) return null;
  const decided = await readApprovals(approvals, record);
  return {
    record,
    approvals: decided,
    timeline: projectTimeline(record, decided, evidenceKinds),
    postmortem: null,
  };
}
