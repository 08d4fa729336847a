import { type FailedCall, nextTry, type Pauses } from '../../failed-call.ts';
import {
  newestRelease,
  type PublicPosting,
  type PublicStatus,
} from '../../records/public-status/public-status.ts';

const minute = 60_000;
/** The first is also for a function that died at it: nothing is tried again before. */
const pauses: Pauses = { firstMinutes: 2, longestMinutes: 60 };
/** What a page did not take for so long is not news any more: people are told, and nothing more is tried. */
const giveUpHours = 24;

/** How far a page is; nothing is known of one that is new. */
export function postingOf({ postings, releases }: PublicStatus, page: string): PublicPosting {
  const known = postings.find((each) => each.page === page);
  if (known !== undefined) return known;
  const nextAt = releases[0].at;
  return { page, published: 0, ref: null, url: null, tries: 0, outcome: 'later', reason: null, nextAt };
}

/** Whether a page lacks the newest release. Earlier ones that it never got are overtaken: they are not news. */
export function isBehind(status: PublicStatus, posting: PublicPosting): boolean {
  return posting.published < newestRelease(status).number && posting.outcome !== 'given-up';
}

export function isDue(status: PublicStatus, posting: PublicPosting, now: Date): boolean {
  return isBehind(status, posting) && Date.parse(posting.nextAt) <= now.getTime();
}

/** Whoever is at it says so first. */
export function begunPosting(posting: PublicPosting, now: Date): PublicPosting {
  const nextAt = new Date(now.getTime() + pauses.firstMinutes * minute).toISOString();
  return { ...posting, outcome: 'trying', tries: posting.tries + 1, nextAt };
}

export function publishedPosting(
  posting: PublicPosting,
  release: number,
  there: { readonly ref: string; readonly url: string | null },
): PublicPosting {
  return { ...posting, ...there, published: release, tries: 0, outcome: 'published', reason: null };
}

/** Tried again ever more seldom, or as the page says; given up a day after the release. */
export function failedPosting(
  posting: PublicPosting,
  { outcome, reason, retryAfterSeconds }: FailedCall,
  { releasedAt, now }: { readonly releasedAt: string; readonly now: Date },
): PublicPosting {
  const isOver = now.getTime() - Date.parse(releasedAt) > giveUpHours * 60 * minute;
  const nextAt = nextTry(posting.tries, retryAfterSeconds, now, pauses);
  return { ...posting, outcome: isOver ? 'given-up' : outcome, reason, nextAt };
}

/** One version on, with one posting in the place of the one of its page. */
export function withPosting(status: PublicStatus, posting: PublicPosting): PublicStatus {
  const others = status.postings.filter(({ page }) => page !== posting.page);
  return { ...status, postings: [...others, posting], version: status.version + 1 };
}
