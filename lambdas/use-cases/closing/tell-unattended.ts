import type { Incident } from '../../domain/records/incident.ts';
import { unattendedNotification } from '../../domain/reporting/notifications/unattended-notification.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface TellUnattendedDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Whom it did not reach by then it does not reach any more. */
const tellSeconds = 86_400;

/** Tells once that an incident was closed because nobody attended to it. */
export async function tellUnattended(
  { incidents, notifier, clock }: TellUnattendedDeps,
  incident: Incident,
): Promise<void> {
  if (incident.status !== 'closed' || incident.outcome !== 'unattended') return;
  if (clock.now().getTime() - Date.parse(incident.closedAt) > tellSeconds * 1000) return;
  const record = await incidents.readOutline(incident.id);
  if (record === null) return;
  await notifier.notify(unattendedNotification(record), {
    incident: record.incident,
    actor: 'firebreak:sweep',
  });
}
