import { alertsOf, putIntoPages } from '../../../lambdas/domain/correlation/alert-pages.ts';
import type { IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import type { Clock } from '../../../lambdas/ports/clock.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { minutes } from './builders.ts';

/** The alerts kept for an incident. */
export async function storedAlerts(
  store: Pick<IncidentStore, 'readAlertPages'>,
  incidentId: string,
): Promise<readonly IncidentAlert[]> {
  return alertsOf(await store.readAlertPages(incidentId));
}

/** Keeps these alerts, in place of what was known of them. */
export async function storeAlerts(
  store: Pick<IncidentStore, 'readAlertPages' | 'saveAlertPage'>,
  incidentId: string,
  ...alerts: readonly IncidentAlert[]
): Promise<void> {
  const pages = await store.readAlertPages(incidentId);
  for (const page of putIntoPages(pages, alerts)) await store.saveAlertPage(incidentId, page);
}

/** Everything that is kept is resolved now. */
export async function resolveAlerts(
  store: Pick<IncidentStore, 'readAlertPages' | 'saveAlertPage'>,
  incidentId: string,
): Promise<void> {
  const alerts = await storedAlerts(store, incidentId);
  const resolved = alerts.map((known) => ({
    ...known,
    alert: { ...known.alert, status: 'resolved' as const },
  }));
  await storeAlerts(store, incidentId, ...resolved);
}

/** The metrics were read again just now, and are good. */
export async function recovered({
  incidents,
  incidentId,
  clock,
}: {
  readonly incidents: Pick<IncidentStore, 'readEvidence' | 'putEvidence'>;
  readonly incidentId: string;
  readonly clock: Clock;
}): Promise<void> {
  const found = await incidents.readEvidence(incidentId, 'metrics');
  if (found === null || !('readings' in found)) throw new Error('There are no metrics');
  const at = clock.now();
  const from = new Date(at.getTime() - 10 * 60_000).toISOString();
  const readings = found.readings.map((reading) => ({
    ...reading,
    points: minutes(
      from,
      Array.from({ length: 10 }, () => reading.baseline?.median ?? 0),
    ),
  }));
  await incidents.putEvidence(incidentId, { ...found, latest: { at: at.toISOString(), readings } });
}
