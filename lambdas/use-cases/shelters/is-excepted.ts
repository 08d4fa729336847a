import type { AlertPlace } from '../../domain/correlation/place-alert.ts';
import { findService } from '../../domain/policy/find-service.ts';
import { classifySeverity } from '../../domain/severity/classify-severity.ts';
import type { Severity } from '../../domain/severity/severity.ts';
import type { DeliveredAlert } from '../delivered-alert.ts';
import type { SettleDeps } from '../settle-deps.ts';

/**
 * Whether a firing is so severe by itself that it is never held back. One that speaks of security never is: in an incident of others it would
 * either be seen by them or close that incident to them.
 */
export function isExcepted(
  { policy }: Pick<SettleDeps, 'policy'>,
  place: AlertPlace,
  { alert }: DeliveredAlert,
  severities: readonly Severity[],
): boolean {
  if (alert.status !== 'firing') return false;
  const service = findService(policy, place);
  const { verdict, sensitive } = classifySeverity(policy.severity, {
    alerts: [alert],
    service,
    evidence: [],
  });
  return sensitive || severities.includes(verdict.severity);
}
