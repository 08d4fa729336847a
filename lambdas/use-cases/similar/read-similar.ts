import { NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { SimilarIncident } from '../../domain/records/similar/similar-incident.ts';
import { signatureOf } from '../../domain/triage/similar/incident-signature.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { findSimilarIncidents } from './find-similar-incidents.ts';

export interface ReadSimilarDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/** Former incidents like this one, as they are found now, without those that the caller may not see. Throws NotFoundError, RestrictedError. */
export async function readSimilar(
  { incidents, policy }: ReadSimilarDeps,
  id: string,
  callerArn: string | null,
): Promise<readonly SimilarIncident[]> {
  const record = await incidents.readRecord(id);
  if (record === null) throw new NotFoundError('There is no such incident');
  const { incident } = record;
  const maySee = (each: { readonly sensitive: boolean }) => mayCallerRead(policy.people, each, callerArn);
  if (!maySee(incident)) throw new RestrictedError();
  const signature = incident.assessment?.signature ?? signatureOf(record);
  return await findSimilarIncidents(incidents, { incident, signature, maySee });
}
