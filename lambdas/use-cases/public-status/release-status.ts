import { CommandRefusedError, InvalidInputError, RestrictedError } from '../../domain/errors.ts';
import type { PublicRelease, PublicStatus } from '../../domain/records/public-status/public-status.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import {
  type GivenRelease,
  releaseStatus as released,
} from '../../domain/response/public-status/release-status.ts';
import type { Clock } from '../../ports/clock.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';
import { type ReadDraftDeps, readDraft } from './read-draft.ts';

export interface ReleaseStatusDeps extends ReadDraftDeps {
  readonly clock: Clock;
}

export interface ReleaseInput extends GivenRelease {
  readonly incidentId: string;
  readonly readsSensitive: boolean;
}

/**
 * Releases what a person has read, or their own words; publish-status brings it to the pages. The same again has no second effect. Throws
 * NotFoundError, RestrictedError, CommandRefusedError when nothing may be said or the draft has changed since.
 */
export async function releaseStatus(
  deps: ReleaseStatusDeps,
  { incidentId, readsSensitive, ...given }: ReleaseInput,
): Promise<{ readonly status: PublicStatus; readonly release: PublicRelease }> {
  if (given.state !== null && given.text === null) {
    throw new InvalidInputError('state: a state of your own needs a text of your own');
  }
  const { status, release } = await repeatOnConflict(async () => {
    const { record, drafted, status: known } = await readDraft(deps, incidentId);
    const { incident } = record;
    if (incident.sensitive && !readsSensitive) throw new RestrictedError();
    const result = released({ incident, drafted, known }, given, deps.clock.now());
    if (!result.ok) throw new CommandRefusedError(result.reason);
    if (result.isNew) await deps.publicStatuses.savePublicStatus(result.status);
    return result;
  });
  // Also when it was known: the call that wrote it may have died before this.
  await deps.incidents.appendEntry(incidentId, entryOf(release));
  return { status, release };
}

function entryOf({ number, at, by, state, title, text, draft }: PublicRelease): TimelineEntry {
  return {
    id: `public-status.released:${number}`,
    at,
    actor: by,
    kind: 'public-status.released',
    text: `Released to the public (${state}): ${title}. ${text}`,
    data: { release: number, state, draft },
  };
}
