import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { findHeartbeat } from '../../domain/correlation/heartbeat.ts';
import { ignoredBecause } from '../../domain/correlation/ignored-alert.ts';
import type { Alert } from '../../domain/records/alert.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';

/**
 * Why an alert is recorded and nothing else: it is a heartbeat, or never an incident. Null for any other, and for the resolve of what
 * has an open incident all the same.
 */
export async function setAside(
  { incidents, policy }: Pick<CorrelationDeps, 'incidents' | 'policy'>,
  { correlationKey }: CorrelationTarget,
  alert: Alert,
): Promise<string | null> {
  const heartbeat = findHeartbeat(policy.correlation, alert);
  if (heartbeat !== null) return `Heartbeat ${heartbeat.id}: only its silence is an alert`;
  const reason = ignoredBecause(policy.correlation, alert);
  if (reason === null || alert.status !== 'resolved') return reason;
  return (await incidents.readOpenLock(correlationKey)) === null ? reason : null;
}
