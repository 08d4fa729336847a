import { contentHash } from '../../domain/content-hash.ts';
import { identityOf } from '../../domain/correlation/alert-pages.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { startOf } from '../../domain/correlation/seen-alert.ts';
import { alertEcho, heldEchoesId } from '../../domain/response/echoes/alert-echo.ts';
import type { HeardEcho } from '../../domain/response/echoes/echo-of.ts';
import { suppressedAs } from '../alerts/alert-outcome-of.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';
import { foldIntoIncident } from '../alerts/fold-into-incident.ts';
import type { CorrelationContext, Redirect, Suppression } from '../alerts/suppression.ts';
import { isExempt } from './is-exempt.ts';
import { splitFirings } from './split-firings.ts';

/**
 * What an action said it may cause opens nothing while that may last: it is held, and shown with the action. What still fires
 * afterwards opens an incident (`resumeEchoes`).
 */
export const echoSuppression: Suppression = async (deps, target, delivered, context) => {
  const { suppress, exceptSeverities } = deps.policy.correlation.echoes;
  const untouched = { redirects: [], left: delivered };
  if (!suppress) return untouched;
  const heard: { readonly delivered: DeliveredAlert; readonly echo: HeardEcho }[] = [];
  for (const each of delivered) {
    if (each.alert.status !== 'firing') continue;
    const echo = await findEcho(deps, target, each, context);
    if (echo === null || isExempt(deps, target, each, exceptSeverities)) continue;
    heard.push({ delivered: each, echo });
  }
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const group of Map.groupBy(heard, ({ echo }) => echo.change).values()) {
    const [meant, others] = splitFirings(left, (each) => group.some((one) => one.delivered === each));
    const [first] = group;
    if (first !== undefined && meant.length > 0) {
      redirects.push({ ...toHeldEchoes(first.echo), alerts: meant });
    }
    left = others;
  }
  return { redirects, left };
};

async function findEcho(
  { policy, clock }: CorrelationDeps,
  { service }: CorrelationTarget,
  delivered: DeliveredAlert,
  context: CorrelationContext,
): Promise<HeardEcho | null> {
  return alertEcho({
    policy: policy.correlation.echoes,
    service,
    alert: delivered.alert,
    startedAt: startOf(delivered),
    changesInPlace: await context.changesInPlace(),
    now: clock.now(),
  });
}

/** Into what is held because an action announced it; the incident of the action tells of it. */
function toHeldEchoes({ change, text, until }: HeardEcho): Omit<Redirect, 'alerts'> {
  return {
    destination: `${heldEchoesId} ${change.incidentId} ${change.resource}`,
    async apply(deps, alerts) {
      const { folded, beginnings } = await foldIntoIncident(deps, heldEchoesId, alerts);
      for (const { alert, receivedAt } of beginnings) {
        await deps.incidents.appendEntry(change.incidentId, {
          id: `echo.heard:${contentHash([identityOf(alert), receivedAt]).slice(0, 16)}`,
          at: receivedAt,
          actor: 'firebreak:correlate-alerts',
          kind: 'echo.heard',
          text: `${alert.title} fires, as ${change.action} said it may: it opens an incident only if it still fires at ${until.toISOString()}`,
          data: { resource: change.resource, source: alert.source, until: until.toISOString() },
        });
      }
      return folded.map((each) => suppressedAs(each, change.incidentId, text));
    },
  };
}
