import type { Incident } from '../../records/incident.ts';
import {
  newestRelease,
  type PublicRelease,
  type PublicState,
  type PublicStatus,
  type PublicText,
} from '../../records/public-status/public-status.ts';
import { plainLine } from '../../records/text/plain-line.ts';
import type { Drafted } from '../../reporting/public-status/draft-status.ts';

/** What a person releases: a draft as it is, with words of their own, or a state and words of their own alone. */
export interface GivenRelease {
  /** Id of the draft that the person has read. */
  readonly draft: string | null;
  readonly state: PublicState | null;
  readonly text: string | null;
  /** Id of the person. */
  readonly by: string;
}

export type Released =
  | {
      readonly ok: true;
      readonly status: PublicStatus;
      readonly release: PublicRelease;
      readonly isNew: boolean;
    }
  | { readonly ok: false; readonly reason: string };

const longestText = 1000;

/** Adds a release. Whoever sends the same again gets the one that there is. */
export function releaseStatus(
  {
    incident,
    drafted,
    known,
  }: {
    readonly incident: Pick<Incident, 'id' | 'service' | 'environment'>;
    readonly drafted: Drafted;
    readonly known: PublicStatus | null;
  },
  given: GivenRelease,
  now: Date,
): Released {
  const text = given.text === null ? null : plainLine(given.text, longestText);
  const { base } = drafted;
  if (base === null) return refused(`Nothing is published: ${drafted.why}`);
  const repeated = known?.releases.find((each) => isRepeated(known, each, given, text));
  if (known !== null && repeated !== undefined) {
    return { ok: true, status: known, release: repeated, isNew: false };
  }
  if (given.draft === null && (text === null || given.state === null)) {
    return refused('Give the draft that you have read, or a state and a text of your own');
  }
  if (given.draft !== null && drafted.draft?.id !== given.draft) {
    return refused(
      drafted.draft === null
        ? `There is no draft any more: ${drafted.why}`
        : `The draft has changed since you read it: it is ${drafted.draft.id} now`,
    );
  }
  const said: PublicText = {
    state: given.state ?? base.state,
    impact: base.impact,
    title: base.title,
    text: text ?? base.text,
  };
  const release: PublicRelease = {
    ...said,
    number: (known?.releases.length ?? 0) + 1,
    at: now.toISOString(),
    by: `person:${given.by}`,
    draft: given.draft,
  };
  const status: PublicStatus =
    known === null
      ? {
          incidentId: incident.id,
          service: incident.service,
          environment: incident.environment,
          name: base.name,
          startedAt: base.startedAt,
          releases: [release],
          postings: [],
          isInWork: true,
          version: 1,
        }
      : { ...known, releases: [...known.releases, release], isInWork: true, version: known.version + 1 };
  return { ok: true, status: resumed(status), release, isNew: true };
}

/** Pages that were given up, or are left alone after a failure, get the new release at once. */
function resumed(status: PublicStatus): PublicStatus {
  const { at } = newestRelease(status);
  return {
    ...status,
    postings: status.postings.map((posting) =>
      posting.outcome === 'trying' || posting.outcome === 'later'
        ? posting
        : {
            ...posting,
            tries: 0,
            nextAt: at,
            outcome: posting.outcome === 'published' ? 'published' : 'later',
          },
    ),
  };
}

/** The same draft with the same words, or the same words as the newest. */
function isRepeated(
  known: PublicStatus,
  release: PublicRelease,
  given: GivenRelease,
  text: string | null,
): boolean {
  const isSaid =
    (text === null || release.text === text) && (given.state === null || release.state === given.state);
  if (given.draft !== null) return release.draft === given.draft && isSaid;
  return release === newestRelease(known) && release.text === text && release.state === given.state;
}

function refused(reason: string): Released {
  return { ok: false, reason };
}
