import { joinedEntry, joinedNotifications } from '../../domain/reporting/notifications/joined-alerts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';

export interface NameJoinedAlertsDeps {
  readonly incidents: Pick<IncidentStore, 'appendEntry'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

const actor = 'firebreak:sweep';

/** Names the alerts that joined an open incident under other titles, several at once and each once. May be repeated at any time. */
export async function nameJoinedAlerts(deps: NameJoinedAlertsDeps, outline: IncidentOutline): Promise<void> {
  const { incident } = outline;
  const entry = joinedEntry(outline, actor, deps.clock.now());
  // The entry goes first: by it a later sweep notifies those whom this one does not reach.
  if (entry !== null) await deps.incidents.appendEntry(incident.id, entry);
  const entries = entry === null ? outline.entries : [...outline.entries, entry];
  for (const notification of joinedNotifications({ ...outline, entries })) {
    await deps.notifier.notify(notification, { incident, actor });
  }
}
