import { stormTarget } from '../../domain/correlation/storm-target.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import {
  type CorrelationContext,
  createCorrelationContext,
  type Redirect,
  type Suppression,
} from '../alerts/suppression.ts';
import { correlateKey } from '../opening/correlate-key.ts';
import { isExempt } from './is-exempt.ts';
import { splitFirings } from './split-firings.ts';

/**
 * Above a rate of new incidents further alerts become one incident, so that people read one notification instead of hundreds. SEV1 alerts keep
 * their own, and so does whatever comes when the rate has fallen; what the storm took stays with it.
 */
export const stormSuppression: Suppression = async (deps, target, delivered, context) => {
  const untouched = { redirects: [], left: delivered };
  const [meant, left] = splitFirings(delivered, () => true);
  if (meant.length === 0 || meant.some((each) => isExempt(deps, target, each, ['SEV1']))) return untouched;
  if (!(await isStorm(deps, context))) return untouched;
  return { redirects: [{ ...toStorm, alerts: meant }], left };
};

/** Into the incident of the storm, which is opened when there is none. */
export const toStorm: Omit<Redirect, 'alerts'> = {
  destination: stormTarget.correlationKey,
  async apply(deps, alerts) {
    const { outcomes } = await correlateKey(deps, stormTarget, alerts, [], createCorrelationContext(deps));
    return outcomes;
  },
};

/** Judged by the incidents themselves: no counter that every opening would have to write. */
async function isStorm({ clock, policy }: CorrelationDeps, context: CorrelationContext): Promise<boolean> {
  const { newIncidents, perMinutes } = policy.correlation.storm;
  const since = new Date(clock.now().getTime() - perMinutes * 60_000).toISOString();
  return (await context.countOpening(since, newIncidents)) >= newIncidents;
}
