import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import type { TrackerPolicy } from '../../domain/policy/follow-ups-schema.ts';
import type { BoundTracker, Tracker, TrackerContext } from '../../ports/tracker.ts';
import { trackers } from '../../trackers/index.ts';
import { type Environment, namedVariable } from '../env/env.ts';
import { buildSendHttp } from './build-http-client.ts';
import { buildSecrets } from './build-services.ts';
import { readPolicy } from './policy.ts';

/** A page of issues with long texts. */
const maxBytes = 8_000_000;

/** One for each place that policy names, in its order. */
export function buildTrackers(env: Environment): readonly BoundTracker[] {
  const http = createHttpClient({ send: buildSendHttp(env), maxBytes });
  const secrets = buildSecrets(env);
  const secret = async (name: string): Promise<string> =>
    await secrets.read(namedVariable(env, name, 'of a tracker is missing: deploy again'));
  return bindTrackers(readPolicy(env).people.followUps.trackers, { http, secret });
}

/** Those of registered trackers. */
export function bindTrackers(
  places: readonly TrackerPolicy[],
  given: Omit<TrackerContext, 'place'>,
  registered: readonly Tracker[] = trackers,
): readonly BoundTracker[] {
  return places.flatMap((place) => {
    const tracker = registered.find(({ name }) => name === place.tracker);
    return tracker === undefined ? [] : [bindTracker(tracker, { ...given, place })];
  });
}

function bindTracker(tracker: Tracker, context: TrackerContext): BoundTracker {
  return {
    place: context.place,
    find: (followUpId, since) => tracker.find(context, followUpId, since),
    create: (facts) => tracker.create(context, tracker.render(facts, context.place)),
    read: (key) => tracker.read(context, key),
    check: () => tracker.check(context),
  };
}
