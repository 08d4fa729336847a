import { alertsOf, putIntoPages } from '../../../lambdas/domain/correlation/alert-pages.ts';
import type { IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import type { IncidentStore } from '../../../lambdas/ports/incident-store.ts';

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
