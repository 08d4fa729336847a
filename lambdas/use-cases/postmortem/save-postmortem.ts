import { contentHash } from '../../domain/content-hash.ts';
import { NotFoundError, WriteConflictError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { PostmortemHead } from '../../domain/records/postmortem/postmortem-head.ts';
import { attachPostmortem } from '../../domain/records/transitions/incident-changes.ts';
import { namedPostmortem } from '../../domain/reporting/names/named-postmortem.ts';
import { peopleNames } from '../../domain/reporting/names/policy-names.ts';
import type { Postmortem } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { unanswered } from '../../domain/reporting/postmortem/document/unanswered.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentFormat } from '../../ports/document-formats.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';

export interface SavePostmortemDeps {
  readonly incidents: IncidentStore;
  readonly documents: DocumentStore;
  readonly formats: readonly DocumentFormat[];
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

const attempts = 10;

/**
 * Keeps a version in every format, then makes it the newest one. Each has a name of its own, so that of two that are written at the same
 * moment both are there, and one is the newest. Throws WriteConflictError where another was first.
 */
export async function savePostmortem(
  { incidents, documents, formats, clock, policy }: SavePostmortemDeps,
  document: Postmortem,
): Promise<{ readonly key: string }> {
  const { incident, version, state, owner, dueAt } = document;
  const name = `postmortems/${incident.id}/${String(version).padStart(4, '0')}-${contentHash(document).slice(0, 12)}`;
  const named = namedPostmortem(document, peopleNames(policy));
  for (const format of formats) {
    const text = format.render(format.isForPeople ? named : document);
    await documents.put(`${name}.${format.name}`, text, format.contentType);
  }
  const key = `${name}.json`;
  const head = { key, version, state, owner, dueAt, unanswered: unanswered(document).length };
  await attach({ incidents, clock }, incident.id, head);
  return { key };
}

/** However many others write the incident at the same moment; only another version of the postmortem is in the way. */
export async function attach(
  { incidents, clock }: Pick<SavePostmortemDeps, 'incidents' | 'clock'>,
  incidentId: string,
  head: Omit<PostmortemHead, 'at'>,
): Promise<void> {
  const refusal = await repeatOnConflict(async () => {
    const incident = await incidents.readIncident(incidentId);
    if (incident === null) throw new NotFoundError(`There is no incident ${incidentId}`);
    if (incident.postmortem?.key === head.key && incident.postmortem.version === head.version) return null;
    const attached = attachPostmortem(incident, head, clock.now());
    if (!attached.ok) return attached.refusal;
    await incidents.saveIncident(attached.incident);
    return null;
  }, attempts);
  if (refusal !== null) throw new WriteConflictError(refusal.reason);
}
