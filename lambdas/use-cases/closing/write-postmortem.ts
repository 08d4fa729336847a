import { NotFoundError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { attachPostmortem } from '../../domain/records/transitions/incident-changes.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { writePostmortem as postmortemText } from '../../domain/reporting/postmortem/postmortem.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface WritePostmortemDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly documents: DocumentStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** Writes the postmortem of a closed incident, then says on the incident where it is. One that is there stays. */
export async function writePostmortem(
  { incidents, approvals, documents, evidenceKinds, policy, clock }: WritePostmortemDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<{ readonly key: string }> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  if (record.incident.postmortem !== null) return { key: record.incident.postmortem.key };
  const key = `postmortems/${incidentId}.md`;
  const timeline = projectTimeline(record, await readApprovals(approvals, record), evidenceKinds);
  await documents.put(
    key,
    postmortemText({ record, timeline, evidenceKinds, policy }),
    'text/markdown; charset=utf-8',
  );
  const attached = attachPostmortem(record.incident, key, clock.now());
  if (!attached.ok) throw new NotFoundError(attached.refusal.reason);
  await incidents.saveIncident(attached.incident);
  return { key };
}
