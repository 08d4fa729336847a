import { statusPagesFor } from '../../policy/people/used-status-pages.ts';
import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import {
  newestRelease,
  type PublicPosting,
  type PublicRelease,
  type PublicStatus,
} from '../../records/public-status/public-status.ts';
import { postingOf } from '../../response/public-status/posting-duties.ts';
import type { Drafted, StatusDraft } from '../public-status/draft-status.ts';

/** What the public reads about an incident, and what it could read. */
export interface PublicStatusView {
  readonly draft: Pick<StatusDraft, 'id' | 'state' | 'impact' | 'title' | 'text'> | null;
  /** Why there is no draft; null: there is one. */
  readonly why: string | null;
  /** Whether a person may release words of their own. */
  readonly mayRelease: boolean;
  /** Oldest first. */
  readonly releases: readonly PublicRelease[];
  readonly pages: readonly (Pick<PublicPosting, 'page' | 'url' | 'outcome' | 'reason' | 'nextAt'> & {
    /** Whether it has the newest release. */
    readonly isThere: boolean;
  })[];
  /** The incident is over, and the public still reads otherwise. */
  readonly isStale: boolean;
}

/** Null where nothing is ever published about it. */
export function viewPublicStatus(
  incident: Incident,
  { drafted, status }: { readonly drafted: Drafted; readonly status: PublicStatus | null },
  people: Pick<PeoplePolicy, 'publicStatus'>,
): PublicStatusView | null {
  if (drafted.base === null && status === null) return null;
  const { draft, why, base } = drafted;
  const newest = status === null ? null : newestRelease(status);
  const pages =
    status === null ? [] : statusPagesFor(people, incident).map(({ id }) => postingOf(status, id));
  return {
    draft: draft && {
      id: draft.id,
      state: draft.state,
      impact: draft.impact,
      title: draft.title,
      text: draft.text,
    },
    why,
    mayRelease: base !== null,
    releases: status?.releases ?? [],
    pages: pages.map((posting) => ({
      page: posting.page,
      url: posting.url,
      outcome: posting.outcome,
      reason: posting.reason,
      nextAt: posting.nextAt,
      isThere: posting.published === newest?.number,
    })),
    isStale: incident.status === 'closed' && newest !== null && newest.state !== 'resolved',
  };
}
