import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { Severity } from '../../domain/records/severity.ts';
import { classifySeverity } from '../../domain/triage/severity/classify-severity.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';

/**
 * Whether a firing is so severe by itself that it is never held back. A security alert never is: in an incident of others it would
 * either be seen by them or close that incident to them. Nor is what a person declares.
 */
export function isExempt(
  { policy }: Pick<CorrelationDeps, 'policy'>,
  target: CorrelationTarget,
  { alert, sensitive }: DeliveredAlert,
  severities: readonly Severity[],
): boolean {
  if (alert.status !== 'firing') return false;
  if (sensitive || alert.declared !== undefined) return true;
  const service = findService(policy, target);
  const { verdict } = classifySeverity(policy.severity, {
    alerts: [alert],
    service,
    evidence: [],
    evidenceKinds: [],
  });
  return severities.includes(verdict.severity);
}
