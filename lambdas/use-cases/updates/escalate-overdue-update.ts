import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { overdueNotification } from '../../domain/reporting/notifications/status-update-notification.ts';
import { overdueSince } from '../../domain/reporting/status-updates/update-schedule.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { scheduleUpdates } from './schedule-updates.ts';

export interface EscalateOverdueUpdateDeps {
  readonly notifier: Notifier;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/** Tells the commander of an update that did not go out in time, once, and makes its schedule again where that got lost. */
export async function escalateOverdueUpdate(
  { notifier, schedules, clock, policy }: EscalateOverdueUpdateDeps,
  { incident, entries }: Pick<IncidentOutline, 'incident' | 'entries'>,
): Promise<void> {
  const now = clock.now();
  const dueAt = overdueSince(incident, entries, policy.people.updates, now);
  if (dueAt === null) return;
  await scheduleUpdates(schedules, incident.id, now);
  const notification = overdueNotification({ incident, entries }, dueAt, now);
  if (notification !== null) await notifier.notify(notification, { incident, actor: 'firebreak:sweep' });
}
