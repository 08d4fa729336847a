import { WriteConflictError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident.ts';
import { foldIntoIncident } from '../fold-into-incident.ts';
import { suppressedAs } from '../settlement-of.ts';
import { isExcepted } from './is-excepted.ts';
import type { Redirect, Shelter } from './shelter.ts';
import { splitFirings } from './split-firings.ts';

/**
 * What a service suffers while a service that it needs has an incident is part of that incident: its alerts are listed there and open none
 * of their own. Those that still fire when that incident has recovered open one then (`releaseDependents`).
 */
export const dependencyShelter: Shelter = async (deps, place, delivered, around) => {
  const untouched = { redirects: [], left: delivered };
  const { exceptSeverities } = deps.policy.correlation.dependencies;
  const [home] = await around.dependencies(place);
  if (home === undefined) return untouched;
  if (delivered.some((each) => isExcepted(deps, place, each, exceptSeverities))) return untouched;
  const [meant, left] = splitFirings(delivered, () => true);
  return meant.length === 0 ? untouched : { redirects: [{ ...toIncident(home), alerts: meant }], left };
};

/** Into the incident of a service that this one needs. */
export function toIncident(home: Incident): Omit<Redirect, 'alerts'> {
  return {
    target: home.id,
    async settle(deps, alerts) {
      const { folded, began } = await foldIntoIncident(deps, home.id, alerts);
      if (began && (await deps.incidents.readIncident(home.id))?.status === 'closed') {
        throw new WriteConflictError(`The incident ${home.id} closed while alerts were folded into it`);
      }
      const reason = `It depends on ${home.service}, which has an incident`;
      return folded.map((each) => suppressedAs(each, home.id, reason));
    },
  };
}
