import { NotFoundError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { PublicStatus } from '../../domain/records/public-status/public-status.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { type Drafted, draftStatus } from '../../domain/reporting/public-status/draft-status.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { PublicStatusStore } from '../../ports/stores/public-status-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface ReadDraftDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly publicStatuses: PublicStatusStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly evidenceKinds: readonly EvidenceDescription[];
}

/** What could be said to the public about an incident now, and what was. */
export interface PublicStanding {
  readonly record: IncidentRecord;
  readonly drafted: Drafted;
  /** Null: nothing was released. */
  readonly status: PublicStatus | null;
}

/** Throws NotFoundError. Who may see it is the caller's business. */
export async function readDraft(deps: ReadDraftDeps, incidentId: string): Promise<PublicStanding> {
  const record = await deps.incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const approvals = await readApprovals(deps.approvals, record);
  const timeline = projectTimeline(record, approvals, deps.evidenceKinds);
  return { record, ...(await readDrafted(deps, record, timeline)) };
}

/** The same for whoever has read the incident. Where policy names no status page, nothing is read. */
export async function readDrafted(
  { publicStatuses, policy: { people } }: Pick<ReadDraftDeps, 'publicStatuses' | 'policy'>,
  record: IncidentRecord,
  timeline: readonly TimelineEntry[],
): Promise<Omit<PublicStanding, 'record'>> {
  const isUsed = people.publicStatus !== undefined;
  const status = isUsed ? await publicStatuses.readPublicStatus(record.incident.id) : null;
  return { status, drafted: draftStatus(record, timeline, { people, known: status }) };
}
