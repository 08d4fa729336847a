import { deterministicUlid, timePart } from '../../domain/correlation/deterministic-ulid.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { AlertOutcome, DeliveredAlert } from './delivered-alert.ts';

/** The same delivery always makes the same incident, so that a repetition finds what it began. */
export function incidentIdOf(
  { correlationKey }: CorrelationTarget,
  { deliveryId, receivedAt }: DeliveredAlert,
): string {
  return `inc_${deterministicUlid(receivedAt, deliveryId, correlationKey)}`;
}

/** Of most deliveries their time alone tells that they are not. */
function isOpener(target: CorrelationTarget, incidentId: string | null, delivered: DeliveredAlert): boolean {
  if (incidentId?.startsWith(`inc_${timePart(delivered.receivedAt)}`) !== true) return false;
  return incidentId === incidentIdOf(target, delivered);
}

/** What became of an alert that is part of an incident. */
export function alertOutcomeOf(
  target: CorrelationTarget,
  incident: Incident | null,
  delivered: DeliveredAlert,
): AlertOutcome {
  const { alert, deliveryId } = delivered;
  const incidentId = incident?.id ?? null;
  if (alert.status === 'resolved') return { deliveryId, disposition: 'resolved', incidentId, reason: null };
  const opened = alert.status === 'firing' && isOpener(target, incidentId, delivered);
  return { deliveryId, disposition: opened ? 'opened' : 'folded', incidentId, reason: null };
}

/** What became of an alert that policy keeps from opening an incident. A resolve is one all the same. */
export function suppressedAs(
  { alert, deliveryId }: DeliveredAlert,
  incidentId: string | null,
  reason: string,
): AlertOutcome {
  const disposition = alert.status === 'resolved' ? 'resolved' : 'suppressed';
  return { deliveryId, disposition, incidentId, reason };
}
