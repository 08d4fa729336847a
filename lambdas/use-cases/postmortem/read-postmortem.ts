import { NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayReaderRead, type Reader } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Postmortem } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readDocument, readMarkdown } from './read-document.ts';

export interface ReadPostmortemDeps {
  readonly incidents: IncidentStore;
  readonly documents: DocumentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

export interface ShownPostmortem {
  readonly incident: Incident;
  /** Null where there is none, or only the Markdown of an earlier version of Firebreak. */
  readonly document: Postmortem | null;
  readonly markdown: string | null;
}

/** Throws NotFoundError, and RestrictedError for whoever may not see the incident. */
export async function readPostmortem(
  { incidents, documents, policy }: ReadPostmortemDeps,
  id: string,
  reader: Reader,
): Promise<ShownPostmortem> {
  const incident = await incidents.readIncident(id);
  if (incident === null) throw new NotFoundError('There is no such incident');
  if (!mayReaderRead(policy.people, incident, reader)) throw new RestrictedError();
  const [document, markdown] = await Promise.all([
    readDocument(documents, incident.postmortem),
    readMarkdown(documents, incident.postmortem),
  ]);
  return { incident, document, markdown };
}
