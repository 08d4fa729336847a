import { updateScheduleName } from '../../domain/reporting/status-updates/update-schedule.ts';
import type { Schedules } from '../../ports/schedules.ts';

/** Longer than an incident that nobody attends to stays open; the sweep makes it again for one that is open longer. */
const days = 21;

/** Has send-update look at an incident once a minute. Repeating this changes nothing. */
export async function scheduleUpdates(schedules: Schedules, incidentId: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + days * 86_400_000);
  const call = { function: 'send-update', payload: { incidentId } };
  await schedules.everyMinute(updateScheduleName(incidentId), call, until);
}
