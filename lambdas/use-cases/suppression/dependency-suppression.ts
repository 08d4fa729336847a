import { WriteConflictError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { suppressedAs } from '../alerts/alert-outcome-of.ts';
import { foldIntoIncident } from '../alerts/fold-into-incident.ts';
import type { Redirect, Suppression } from '../alerts/suppression.ts';
import { isExempt } from './is-exempt.ts';
import { splitFirings } from './split-firings.ts';

/**
 * What a service suffers while a service that it needs has an incident is part of that incident: its alerts are listed there and open none
 * of their own. Those that still fire when that incident has recovered open one then (`resumeDependents`). What was received before that
 * incident was opened is not held by it: deliveries of one moment are processed in any order, and it must not matter.
 */
export const dependencySuppression: Suppression = async (deps, target, delivered, context) => {
  const { exceptSeverities } = deps.policy.correlation.dependencies;
  const incidents = await context.dependencies(target);
  const isHeld =
    incidents.length > 0 && !delivered.some((each) => isExempt(deps, target, each, exceptSeverities));
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const incident of isHeld ? incidents : []) {
    const [meant, others] = splitFirings(left, ({ receivedAt }) => receivedAt > incident.openedAt);
    if (meant.length > 0) redirects.push({ ...toIncident(incident), alerts: meant });
    left = others;
  }
  return { redirects, left };
};

/** Into the incident of a service that this one needs. */
export function toIncident(incident: Incident): Omit<Redirect, 'alerts'> {
  return {
    destination: incident.id,
    async apply(deps, alerts) {
      const { folded, began } = await foldIntoIncident(deps, incident.id, alerts);
      if (began && (await deps.incidents.readIncident(incident.id))?.status === 'closed') {
        throw new WriteConflictError(`The incident ${incident.id} closed while alerts were folded into it`);
      }
      const reason = `It depends on ${incident.service}, which has an incident`;
      return folded.map((each) => suppressedAs(each, incident.id, reason));
    },
  };
}
