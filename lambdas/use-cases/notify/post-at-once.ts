import { FirebreakError } from '../../domain/errors.ts';
import { type PostUpdatesDeps, postUpdates } from './post-updates.ts';

/** The incident does not wait longer for all of its channels together. */
const mostSeconds = 5;

/**
 * Tells the incident channels that a person is needed, right after it was recorded. Never rejects and never waits long: what is left the
 * sweep tells, and it reports what stays wrong.
 */
export async function postAtOnce(deps: PostUpdatesDeps, incidentId: string, actor: string): Promise<void> {
  const until = new Date(deps.clock.now().getTime() + mostSeconds * 1000);
  try {
    await postUpdates(deps, incidentId, { until, actor });
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
  }
}
