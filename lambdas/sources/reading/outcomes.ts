import type { Alert } from '../../domain/records/alert.ts';
import type { ParseOutcome } from '../../ports/plug-ins/alert-source.ts';

/** Alerts found; none at all, or none that changes anything, is `ignored`. */
export function alertsFound(alerts: readonly Alert[]): ParseOutcome {
  if (alerts.length === 0) return ignored('It carries no alerts');
  if (alerts.every(({ status }) => status === 'ignored')) return ignored('It changes no state');
  return { outcome: 'alerts', alerts };
}

/** The alert, or why there is none. */
export function alertOr(alert: Alert | null, reason: string): ParseOutcome {
  return alert === null ? quarantined(reason) : alertsFound([alert]);
}

export function ignored(reason: string): ParseOutcome {
  return { outcome: 'ignored', reason };
}

export function control(reason: string): ParseOutcome {
  return { outcome: 'control', reason };
}

export function quarantined(reason: string): ParseOutcome {
  return { outcome: 'quarantined', reason };
}
