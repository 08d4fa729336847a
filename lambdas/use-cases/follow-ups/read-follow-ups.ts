import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { FollowUp } from '../../domain/records/follow-up/follow-up.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface ReadFollowUpsDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/**
 * What is left to do after every incident, or everything about one, what is due first on top. Of security-sensitive incidents only for
 * those who may see them.
 */
export async function readFollowUps(
  { incidents, policy }: ReadFollowUpsDeps,
  { incidentId, callerArn }: { readonly incidentId: string | null; readonly callerArn: string | null },
): Promise<readonly FollowUp[]> {
  const found =
    incidentId === null ? await incidents.listLiveFollowUps() : await incidents.listFollowUps(incidentId);
  const ids = [...new Set(found.map((each) => each.incidentId))];
  const records = ids.length === 0 ? [] : await incidents.readIncidents(ids);
  const readable = new Set(
    records.filter((incident) => mayCallerRead(policy.people, incident, callerArn)).map(({ id }) => id),
  );
  return found
    .filter((each) => readable.has(each.incidentId))
    .toSorted((a, b) => (a.dueAt === b.dueAt ? (a.id < b.id ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1));
}
