import type { TrackerPolicy } from '../../domain/policy/schemas/follow-ups-schema.ts';
import type { BoundTracker, Tracker, TrackerContext } from '../../ports/plug-ins/tracker.ts';
import { trackers } from '../../trackers/index.ts';
import type { Environment } from '../env/env.ts';
import { buildOutbound } from './build-outbound.ts';
import { readPolicy } from './policy.ts';

/** One for each place that policy names, in its order. */
export function buildTrackers(env: Environment): readonly BoundTracker[] {
  return bindTrackers(readPolicy(env).people.followUps.trackers, buildOutbound(env));
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
