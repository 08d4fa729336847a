import {
  findCorrelationTarget,
  type TargetPolicy,
} from '../../domain/correlation/find-correlation-target.ts';
import { findHeartbeat } from '../../domain/correlation/heartbeat.ts';
import { identifyAlert } from '../../domain/correlation/identify-alert.ts';
import { trimAlert } from '../../domain/correlation/trim-alert.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { Alert } from '../../domain/records/alert.ts';
import { areSensitive } from '../../domain/triage/severity/classify-severity.ts';
import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, CorrelatedAlert, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { setAside } from './set-aside.ts';

interface SortAlertsDeps extends Pick<CorrelationDeps, 'incidents'> {
  readonly policy: CorrelationDeps['policy'] & TargetPolicy;
}

interface SortedAlerts {
  readonly alerts: CorrelatedAlert[];
  readonly heartbeats: DeliveredAlert[];
  /** Of those that do nothing. */
  readonly outcomes: AlertOutcome[];
}

/** Adds the alerts of a delivery to what they are. Where they belong follows from all that they say: what is kept may be less. */
export async function sortAlerts(
  { incidents, policy }: SortAlertsDeps,
  { id: deliveryId, receivedAt, body, headers, replayable }: Delivery,
  parsed: readonly Alert[],
  { alerts, heartbeats, outcomes }: SortedAlerts,
): Promise<void> {
  for (const each of parsed) {
    const alert = withSaidAt(identifyAlert(policy.correlation, each), headers);
    const target = findCorrelationTarget(policy, alert);
    const sensitive =
      alert.relapse?.sensitive === true ||
      areSensitive(
        policy.severity,
        // A body of several alerts does not tell which of them it speaks of.
        parsed.length === 1 ? withCutText(alert, body) : [alert],
        findService(policy, target),
        parsed.length === 1 ? body : '',
      );
    const delivered = {
      alert: trimAlert(alert),
      receivedAt,
      ...(replayable === true ? { replayable } : {}),
      deliveryId,
      sensitive,
    };
    const reason = await setAside({ incidents, policy }, target, alert);
    if (reason === null) {
      alerts.push({ target, delivered });
      continue;
    }
    outcomes.push({ deliveryId, disposition: 'ignored', incidentId: null, reason });
    const isHeartbeat = alert.status === 'firing' && findHeartbeat(policy.correlation, alert) !== null;
    if (isHeartbeat) heartbeats.push(delivered);
  }
}

/** An alert that tells no time was said when its delivery was signed (Standard Webhooks): sent again, that time stays. */
function withSaidAt(alert: Alert, headers: Delivery['headers']): Alert {
  const seconds = headers['webhook-timestamp'] ?? '';
  const isTold = alert.startsAt !== null || alert.saidAt !== undefined;
  if (isTold || !/^\d{9,11}$/.test(seconds)) return alert;
  return { ...alert, saidAt: new Date(Number(seconds) * 1000).toISOString() };
}

/** Longer texts are cut before an alert is made of them. */
const uncutLength = 8000;

/** The alert, and the same with all that its delivery says where that may have been cut. */
function withCutText(alert: Alert, body: string): readonly Alert[] {
  if (body.length <= uncutLength) return [alert];
  return [alert, { ...alert, description: body.replaceAll(/\\[nrt]/g, ' ') }];
}
