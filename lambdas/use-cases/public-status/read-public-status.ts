import { NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import { type PublicStatusView, viewPublicStatus } from '../../domain/reporting/views/public-status-view.ts';
import { type ReadDraftDeps, readDraft } from './read-draft.ts';

/** What the public reads about an incident, and what it could read. Throws NotFoundError, RestrictedError. */
export async function readPublicStatus(
  deps: ReadDraftDeps,
  incidentId: string,
  callerArn: string | null,
): Promise<PublicStatusView> {
  const { record, drafted, status } = await readDraft(deps, incidentId);
  if (!mayCallerRead(deps.policy.people, record.incident, callerArn)) throw new RestrictedError();
  const view = viewPublicStatus(record.incident, { drafted, status }, deps.policy.people);
  if (view === null) throw new NotFoundError(`Nothing is published about it: ${drafted.why}`);
  return view;
}
