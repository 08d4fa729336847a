import { FirebreakError } from '../../lambdas/domain/errors.ts';
import type { BoundTracker } from '../../lambdas/ports/tracker.ts';

/** What stands between a tracker and a ticket, in sentences; empty: nothing. */
export async function accessOf(tracker: BoundTracker): Promise<readonly string[]> {
  try {
    return await tracker.check();
  } catch (error) {
    if (error instanceof FirebreakError) return [error.message];
    throw error;
  }
}
