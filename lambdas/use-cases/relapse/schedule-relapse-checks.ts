import type { Incident } from '../../domain/records/incident.ts';
import {
  relapseCheckHours,
  relapseCheckOf,
  relapseChecks,
} from '../../domain/response/relapse/relapse-check.ts';
import type { Schedules } from '../../ports/schedules.ts';

/** For an incident that was just closed. Repeating this changes nothing. */
export async function scheduleRelapseChecks(
  schedules: Schedules,
  incident: Incident,
  now: Date,
): Promise<void> {
  const { id: incidentId } = incident;
  for (const { hours, at } of relapseChecks(incident)) {
    // Of a closing that was finished long after, what is past is not made up for.
    if (at <= now) continue;
    const call = { function: 'check-relapse', payload: { incidentId, hours } };
    await schedules.once(relapseCheckOf(incidentId, hours), call, at);
  }
}

/** It came back: another incident tells from now on how it goes. */
export async function removeRelapseChecks(schedules: Schedules, incidentId: string): Promise<void> {
  for (const hours of relapseCheckHours) await schedules.remove(relapseCheckOf(incidentId, hours));
}
