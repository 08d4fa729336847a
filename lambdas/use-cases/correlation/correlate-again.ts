import { identityOf } from '../../domain/correlation/alert-pages.ts';
import {
  findCorrelationTarget,
  type TargetPolicy,
} from '../../domain/correlation/find-correlation-target.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import { areSensitive } from '../../domain/triage/severity/classify-severity.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome } from '../alerts/delivered-alert.ts';
import { correlateBatch } from './correlate-batch.ts';

export interface ResumeAlertsDeps extends CorrelationDeps {
  readonly policy: CorrelationDeps['policy'] & TargetPolicy;
}

/** Correlates what was kept for `ownerId` as if it came now. Rejects with the first failure. */
export async function correlateAgain(
  deps: ResumeAlertsDeps,
  ownerId: string,
  alerts: readonly IncidentAlert[],
): Promise<readonly AlertOutcome[]> {
  const { policy } = deps;
  const correlated = alerts.map((known) => {
    const { alert, lastSeenAt: receivedAt } = known;
    const target = findCorrelationTarget(policy, alert);
    const sensitive = areSensitive(policy.severity, [alert], findService(policy, target));
    return {
      target,
      delivered: { alert, receivedAt, deliveryId: deliveryIdOf(ownerId, known), sensitive, isResumed: true },
    };
  });
  const { outcomes, failed } = await correlateBatch(deps, correlated);
  const [first] = failed;
  if (first !== undefined) throw first.error;
  return outcomes;
}

/** The same alert of the same owner always makes the same incident. */
export function deliveryIdOf(ownerId: string, { alert }: IncidentAlert): string {
  return `${ownerId} ${identityOf(alert)}`;
}
