import {
  CommandRefusedError,
  NotFoundError,
  PostmortemChangedError,
  RestrictedError,
} from '../../domain/errors.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { Postmortem } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import {
  editPostmortem as edited,
  type PostmortemEdit,
} from '../../domain/reporting/postmortem/edit/edit-postmortem.ts';
import { readDocument } from './read-document.ts';
import { savePostmortem } from './save-postmortem.ts';
import { type WritePostmortemDeps, writeOnRequest } from './write-postmortem.ts';

export type EditPostmortemDeps = WritePostmortemDeps;

export interface PostmortemCommand {
  readonly incidentId: string;
  readonly edit: PostmortemEdit | { readonly change: 'write' };
  /** Id of the person. */
  readonly by: string;
  readonly readsSensitive: boolean;
}

/**
 * Does what a person wants of a postmortem, and says what it is now. Every version is kept. Throws CommandRefusedError when it does not fit,
 * PostmortemChangedError when somebody else wrote there since, RestrictedError for whoever may not see the incident.
 */
export async function commandPostmortem(
  deps: EditPostmortemDeps,
  { incidentId, edit, by, readsSensitive }: PostmortemCommand,
): Promise<Postmortem> {
  const incident = await readIncident(deps, incidentId);
  if (incident.sensitive && !readsSensitive) throw new RestrictedError();
  if (edit.change !== 'write') return await change(deps, incident, edit, by);
  await writeOnRequest(deps, { incidentId, by });
  const document = await readDocument(deps.documents, (await readIncident(deps, incidentId)).postmortem);
  if (document === null) throw new NotFoundError('There is no postmortem of it yet');
  return document;
}

async function change(
  deps: EditPostmortemDeps,
  incident: Incident,
  edit: PostmortemEdit,
  by: string,
): Promise<Postmortem> {
  const document = await readDocument(deps.documents, incident.postmortem);
  if (document === null) throw new CommandRefusedError(whyNone(incident));
  const now = deps.clock.now();
  const next = edited(document, edit, { by, now });
  switch (next.kind) {
    case 'same':
      return document;
    case 'refused':
      throw new CommandRefusedError(next.reason);
    case 'changed': {
      const { authors, at, text } = next.theirs;
      throw new PostmortemChangedError(
        `${authors.at(-1) ?? 'Somebody'} wrote here at ${at}, after you began; yours is not saved. Theirs: ${text}`,
      );
    }
    case 'edited':
      await savePostmortem(deps, next.document);
      if (next.document.state !== document.state) await tell(deps, next.document, by);
      return next.document;
    default:
      return next satisfies never;
  }
}

/** What changes its state stands on the timeline. */
async function tell({ incidents }: EditPostmortemDeps, document: Postmortem, by: string): Promise<void> {
  const { version, state, incident, history } = document;
  const last = history.at(-1);
  if (last === undefined) return;
  const entry: TimelineEntry = {
    id: `postmortem.${state}:${version}`,
    at: last.at,
    actor: `person:${by}`,
    kind: `postmortem.${state}`,
    text: `Postmortem ${last.what}`,
    data: { version },
  };
  await incidents.appendEntry(incident.id, entry);
}

function whyNone({ id, status, postmortem }: Incident): string {
  if (status !== 'closed') return 'The incident is not closed: its postmortem is written after that';
  return postmortem === null || postmortem.key === null
    ? `There is no postmortem of it yet: firebreak postmortem write ${id}`
    : `An earlier version of Firebreak wrote it, as text: firebreak postmortem write ${id} drafts one that can be edited`;
}

async function readIncident({ incidents }: EditPostmortemDeps, id: string): Promise<Incident> {
  const incident = await incidents.readIncident(id);
  if (incident === null) throw new NotFoundError('There is no such incident');
  return incident;
}
