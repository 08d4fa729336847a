import type { TrackerPolicy } from '../../lambdas/domain/policy/schemas/follow-ups-schema.ts';
import type { BoundTracker } from '../../lambdas/ports/plug-ins/tracker.ts';
import { bindTrackers } from '../../lambdas/runtime/build/build-trackers.ts';
import type { Installation } from './installation.ts';
import { outboundOf } from './outbound-of.ts';

/** The trackers of an installation; on this computer the services that stand for them. */
export async function trackersOf(
  installation: Installation,
  places: readonly TrackerPolicy[],
): Promise<readonly BoundTracker[]> {
  if (places.length === 0) return [];
  return bindTrackers(places, await outboundOf(installation));
}
