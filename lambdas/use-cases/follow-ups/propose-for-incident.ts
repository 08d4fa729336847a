import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { newFollowUps } from '../../domain/reporting/follow-ups/propose-follow-ups.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface ProposeForIncidentDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: Pick<CompiledPolicy, 'services' | 'people'>;
}

/** Records what a closed incident asks to be done: each once, however often it is proposed. */
export async function proposeForIncident(
  { incidents, approvals, evidenceKinds, policy }: ProposeForIncidentDeps,
  record: IncidentRecord,
): Promise<void> {
  const timeline = projectTimeline(record, await readApprovals(approvals, record), evidenceKinds);
  const proposed = newFollowUps({ record, timeline, policy });
  for (const followUp of proposed) await incidents.createFollowUp(followUp);
}
