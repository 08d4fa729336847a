import { alertsOf, identityOf, putIntoPages } from '../../domain/correlation/alert-pages.ts';
import { findCorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { findHeartbeat, heartbeatsId, silenceAlert } from '../../domain/correlation/heartbeat.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';
import { type FoldDeps, foldIntoIncident } from '../alerts/fold-into-incident.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';
import type { ResumeAlertsDeps } from './correlate-again.ts';
import { correlateBatch } from './correlate-batch.ts';

const attempts = 5;

/** Remembers when each heartbeat was last received. Rejects with WriteConflictError when others keep writing: deliver again. */
export async function rememberHeartbeats(
  deps: FoldDeps,
  heartbeats: readonly DeliveredAlert[],
): Promise<void> {
  if (heartbeats.length === 0) return;
  await repeatOnConflict(() => foldIntoIncident(deps, heartbeatsId, heartbeats), attempts);
}

/**
 * Raises an alert for each heartbeat that is silent for longer than policy allows, once, and resolves it when the heartbeat is back.
 * Run again after a crash it finds the same incident. Rejects with the first failure of correlating them.
 */
export async function watchHeartbeats(deps: ResumeAlertsDeps): Promise<void> {
  const { incidents, policy, clock } = deps;
  const pages = await incidents.readAlertPages(heartbeatsId);
  for (const known of alertsOf(pages)) {
    const rule = findHeartbeat(policy.correlation, known.alert);
    if (rule === null) continue;
    const alert = silenceAlert(known, rule, clock.now());
    const isSilent = alert.status === 'firing';
    if (isSilent === (known.movedTo !== null)) continue;
    const delivered = {
      alert,
      receivedAt: alert.startsAt ?? known.lastSeenAt,
      sensitive: false,
      deliveryId: `${heartbeatsId} ${identityOf(known.alert)} ${known.lastSeenAt}`,
    };
    const target = findCorrelationTarget(policy, alert);
    const { outcomes, failed } = await correlateBatch(deps, [{ target, delivered }]);
    const [failure] = failed;
    if (failure !== undefined) throw failure.error;
    const raised = outcomes.find(({ incidentId }) => incidentId !== null)?.incidentId ?? heartbeatsId;
    const next = { ...known, movedTo: isSilent ? raised : null };
    for (const page of putIntoPages(await incidents.readAlertPages(heartbeatsId), [next])) {
      await incidents.saveAlertPage(heartbeatsId, page);
    }
  }
}
