import { stormPlace } from '../../domain/correlation/storm-place.ts';
import type { SettleDeps } from '../settle-deps.ts';
import { settleKey } from '../settle-key.ts';
import { isExcepted } from './is-excepted.ts';
import { type Redirect, type Shelter, type Surroundings, surroundings } from './shelter.ts';
import { splitFirings } from './split-firings.ts';

/**
 * Above a rate of new incidents further alerts become one incident, so that people read one mail instead of hundreds. SEV1 alerts keep
 * their own, and so does whatever comes when the rate has fallen; what the storm took stays with it.
 */
export const stormShelter: Shelter = async (deps, place, delivered, around) => {
  const untouched = { redirects: [], left: delivered };
  const [meant, left] = splitFirings(delivered, () => true);
  if (meant.length === 0 || meant.some((each) => isExcepted(deps, place, each, ['SEV1']))) return untouched;
  if (!(await isStorm(deps, around))) return untouched;
  return { redirects: [{ ...toStorm, alerts: meant }], left };
};

/** Into the incident of the storm, which is opened when there is none. */
export const toStorm: Omit<Redirect, 'alerts'> = {
  target: stormPlace.correlationKey,
  async settle(deps, alerts) {
    const { settlements } = await settleKey(deps, stormPlace, alerts, [], surroundings(deps));
    return settlements;
  },
};

/** Told by the incidents themselves: no counter that every opening would have to write. */
async function isStorm({ clock, policy }: SettleDeps, around: Surroundings): Promise<boolean> {
  const { newIncidents, perMinutes } = policy.correlation.storm;
  const since = new Date(clock.now().getTime() - perMinutes * 60_000).toISOString();
  return (await around.countOpening(since, newIncidents)) >= newIncidents;
}
