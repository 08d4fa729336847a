import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { bounceEntries, type MailEvent } from '../../domain/reporting/notifications/bounce-entries.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface RecordBounceDeps {
  readonly incidents: Pick<IncidentStore, 'appendEntry' | 'readIncident'>;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/**
 * Notes on the incident's timeline whom a mail did not reach; the sweep then goes on to the next person. An event comes more than once, or for
 * an incident that is not there any more: both are harmless.
 */
export async function recordBounce(
  { incidents, policy }: RecordBounceDeps,
  event: MailEvent,
): Promise<{ readonly noted: number }> {
  const found = bounceEntries(event, policy.people);
  if (found === null || (await incidents.readIncident(found.incidentId)) === null) return { noted: 0 };
  for (const entry of found.entries) await incidents.appendEntry(found.incidentId, entry);
  return { noted: found.entries.length };
}
