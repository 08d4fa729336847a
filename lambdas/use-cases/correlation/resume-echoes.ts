import { findCorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { rememberedAlert } from '../../domain/correlation/repeated-firing.ts';
import { startOf } from '../../domain/correlation/seen-alert.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import { alertEcho, heldEchoesId } from '../../domain/response/echoes/alert-echo.ts';
import { changesInPlace } from '../../domain/response/echoes/changes-in-place.ts';
import { correlateAgain, type ResumeAlertsDeps } from './correlate-again.ts';

/**
 * What was held because an action announced it, and still fires now that this explains it no more, opens an incident. Run again after a
 * crash it finds the same incident. Rejects with the first failure of correlating.
 */
export async function resumeEchoes(deps: ResumeAlertsDeps): Promise<void> {
  const { incidents, policy, clock } = deps;
  const pages = (await incidents.readAlertPages(heldEchoesId)).filter(({ alerts }) => alerts.length > 0);
  if (pages.length === 0) return;
  const inPlace = changesInPlace(await incidents.listOpenDebts(), policy.services);
  const isOver = ({ alert, firstSeenAt, lastTold }: IncidentAlert): boolean =>
    alertEcho({
      policy: policy.correlation.echoes,
      service: findCorrelationTarget(policy, alert).service,
      alert,
      startedAt: lastTold?.startedAt ?? startOf({ alert, receivedAt: firstSeenAt }),
      changesInPlace: inPlace,
      now: clock.now(),
    }) === null;
  for (const page of pages) {
    const over = page.alerts.filter(isOver);
    if (over.length === 0) continue;
    // Resolves too: one may have come after its firing was resumed.
    await correlateAgain(deps, heldEchoesId, over);
    for (const known of over) await incidents.rememberAlert(known.alert, rememberedAlert(known));
    const left = page.alerts.filter((known) => !over.includes(known));
    await incidents.saveAlertPage(heldEchoesId, { ...page, version: page.version + 1, alerts: left });
  }
}
