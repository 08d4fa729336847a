import { CommandRefusedError, NotFoundError, WriteConflictError } from '../../domain/errors.ts';
import { postmortemOwner } from '../../domain/policy/people/postmortem-owner.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { timelineInNames } from '../../domain/reporting/names/named-timeline.ts';
import { peopleNames } from '../../domain/reporting/names/policy-names.ts';
import { draftPostmortem, generated } from '../../domain/reporting/postmortem/draft/draft-postmortem.ts';
import { refreshPostmortem } from '../../domain/reporting/postmortem/edit/refresh-postmortem.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';
import { readDocument } from './read-document.ts';
import { attach, type SavePostmortemDeps, savePostmortem } from './save-postmortem.ts';

export interface WritePostmortemDeps extends SavePostmortemDeps {
  readonly approvals: ApprovalStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: CompiledPolicy;
}

type ClosedRecord = IncidentRecord & { readonly incident: Extract<Incident, { status: 'closed' }> };

/**
 * Drafts the postmortem of a closed incident where policy asks for one of this severity, and notes on the incident that it does not where
 * it does not. One that is there stays. May be repeated.
 */
export async function writePostmortem(
  deps: WritePostmortemDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<{ readonly key: string | null }> {
  const record = await readClosed(deps, incidentId);
  const { postmortem, severity } = record.incident;
  if (postmortem !== null) return { key: postmortem.key };
  if (!deps.policy.people.postmortems.severities.includes(severity)) {
    await attach(deps, incidentId, { key: null, version: 0 });
    return { key: null };
  }
  try {
    return await draft(deps, record, 'firebreak:write-postmortem');
  } catch (error) {
    // Somebody asked for it at the same moment.
    const known = error instanceof WriteConflictError ? await readClosed(deps, incidentId) : null;
    if (known === null || known.incident.postmortem === null) throw error;
    return { key: known.incident.postmortem.key };
  }
}

/** On request: drafts it whatever its severity, or brings what is generated up to date with the record. What people wrote stays. */
export async function writeOnRequest(
  deps: WritePostmortemDeps,
  { incidentId, by }: { readonly incidentId: string; readonly by: string },
): Promise<void> {
  const record = await readClosed(deps, incidentId);
  const document = await readDocument(deps.documents, record.incident.postmortem);
  if (document === null) return void (await draft(deps, record, `person:${by}`));
  if (document.state === 'published') {
    throw new CommandRefusedError('It is published: to change it, open it again with a reason');
  }
  const facts = generated(await inputOf(deps, record));
  const now = deps.clock.now();
  await savePostmortem(deps, refreshPostmortem(document, facts, { by: `person:${by}`, now }));
}

async function draft(deps: WritePostmortemDeps, record: ClosedRecord, by: string) {
  const { people } = deps.policy;
  const { incident } = record;
  const now = deps.clock.now();
  // Asked for long after, it is due as long after that.
  const from = by.startsWith('firebreak:') ? Date.parse(incident.closedAt) : now.getTime();
  const owner = postmortemOwner(deps.policy, incident);
  const dueAt = new Date(from + people.postmortems.dueHours * 3_600_000).toISOString();
  const input = await inputOf(deps, record);
  return await savePostmortem(deps, draftPostmortem(input, { owner, dueAt, by, now }));
}

async function inputOf({ approvals, evidenceKinds, policy }: WritePostmortemDeps, record: ClosedRecord) {
  const found = await readApprovals(approvals, record);
  const timeline = timelineInNames(record, found, evidenceKinds, peopleNames(policy));
  return { record, timeline, evidenceKinds, policy };
}

async function readClosed({ incidents }: WritePostmortemDeps, incidentId: string): Promise<ClosedRecord> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident } = record;
  if (incident.status !== 'closed') {
    throw new CommandRefusedError('The incident is not closed: its postmortem is written after that');
  }
  return { ...record, incident };
}
