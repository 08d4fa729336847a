import { deterministicUlid, timePart } from '../domain/correlation/deterministic-ulid.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';

/** The same delivery always makes the same incident, so that a repetition finds what it began. */
export function incidentIdOf(
  { correlationKey }: AlertPlace,
  { deliveryId, receivedAt }: DeliveredAlert,
): string {
  return `inc_${deterministicUlid(receivedAt, deliveryId, correlationKey)}`;
}

/** Of most deliveries their time alone tells that they are not. */
function isOpener(place: AlertPlace, incidentId: string | null, delivered: DeliveredAlert): boolean {
  if (incidentId?.startsWith(`inc_${timePart(delivered.receivedAt)}`) !== true) return false;
  return incidentId === incidentIdOf(place, delivered);
}

/** What became of an alert that is part of an incident. */
export function settlementOf(
  place: AlertPlace,
  incident: Incident | null,
  delivered: DeliveredAlert,
): Settlement {
  const { alert, deliveryId } = delivered;
  const incidentId = incident?.id ?? null;
  if (alert.status === 'resolved') return { deliveryId, disposition: 'resolved', incidentId, reason: null };
  const opened = alert.status === 'firing' && isOpener(place, incidentId, delivered);
  return { deliveryId, disposition: opened ? 'opened' : 'folded', incidentId, reason: null };
}

/** What became of an alert that policy keeps from opening an incident. A resolve is one all the same. */
export function suppressedAs(
  { alert, deliveryId }: DeliveredAlert,
  incidentId: string | null,
  reason: string,
): Settlement {
  const disposition = alert.status === 'resolved' ? 'resolved' : 'suppressed';
  return { deliveryId, disposition, incidentId, reason };
}
