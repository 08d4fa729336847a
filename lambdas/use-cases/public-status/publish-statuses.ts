import { SweepIncompleteError, WriteConflictError } from '../../domain/errors.ts';
import { failedCall } from '../../domain/failed-call.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import { publicNameOf, statusPagesFor } from '../../domain/policy/people/used-status-pages.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import {
  newestRelease,
  type PublicPosting,
  type PublicStatus,
} from '../../domain/records/public-status/public-status.ts';
import {
  begunPosting,
  failedPosting,
  isBehind,
  isDue,
  postingOf,
  publishedPosting,
  withPosting,
} from '../../domain/response/public-status/posting-duties.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BoundStatusPage } from '../../ports/plug-ins/status-page.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { PublicStatusStore } from '../../ports/stores/public-status-store.ts';

export interface PublishStatusesDeps {
  readonly incidents: IncidentStore;
  readonly publicStatuses: PublicStatusStore;
  readonly statusPages: readonly BoundStatusPage[];
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
}

/** As timelines name it. */
const publisher = 'firebreak:publish-status';
/** All calls of pages in one run take no longer. */
const pageSeconds = 40;

/**
 * Brings the newest release of each incident to every page that lacks it. What a page refuses is on the incident; rejects with
 * SweepIncompleteError, at its end, only when Firebreak's own table failed. May be repeated at any time.
 */
export async function publishStatuses(deps: PublishStatusesDeps): Promise<{ readonly published: number }> {
  const failures: unknown[] = [];
  const until = deps.clock.now().getTime() + pageSeconds * 1000;
  let published = 0;
  for (const status of await deps.publicStatuses.listPublicStatusesInWork()) {
    try {
      published += await publishOne(deps, status, until);
    } catch (error) {
      // Whoever was faster has done it, and a new release is published in the next run.
      if (!(error instanceof WriteConflictError)) failures.push(error);
    }
  }
  if (failures.length > 0) {
    const reasons = [...new Set(failures.map(failureReason))].join('; ');
    throw new SweepIncompleteError(`The public status is half published: ${reasons}`, {
      cause: new AggregateError(failures),
    });
  }
  return { published };
}

async function publishOne(deps: PublishStatusesDeps, listed: PublicStatus, until: number): Promise<number> {
  const { incidents, publicStatuses, policy, clock, statusPages } = deps;
  const incident = await incidents.readIncident(listed.incidentId);
  // It became security-sensitive, or policy took it from the public: nothing goes out any more.
  if (incident === null || incident.sensitive || publicNameOf(policy.people, incident) === null) {
    return await settle(publicStatuses, listed);
  }
  const places = new Set(statusPagesFor(policy.people, incident).map(({ id }) => id));
  const pages = statusPages.filter(({ place }) => places.has(place.id));
  let current = listed;
  let published = 0;
  for (const page of pages) {
    const posting = postingOf(current, page.place.id);
    if (!isDue(current, posting, clock.now()) || clock.now().getTime() > until) continue;
    const begun = begunPosting(posting, clock.now());
    current = withPosting(current, begun);
    await publicStatuses.savePublicStatus(current);
    const ended = await attempt(deps, page, current, begun);
    current = withPosting(current, ended);
    await publicStatuses.savePublicStatus(current);
    if (ended.outcome === 'published') published += 1;
  }
  if (pages.every(({ place }) => !isBehind(current, postingOf(current, place.id)))) {
    await settle(publicStatuses, current);
  }
  return published;
}

/** Tells the timeline how it went: each success, and the first failure of a release. */
async function attempt(
  { incidents, clock }: PublishStatusesDeps,
  page: BoundStatusPage,
  status: PublicStatus,
  begun: PublicPosting,
): Promise<PublicPosting> {
  const release = newestRelease(status);
  const { id } = page.place;
  const entry = (what: string, text: string, data: Readonly<Record<string, unknown>>) =>
    incidents.appendEntry(status.incidentId, {
      id: `public-status.${what}:${release.number}:${id}`,
      at: clock.now().toISOString(),
      actor: publisher,
      kind: `public-status.${what}`,
      text,
      data: { release: release.number, page: id, ...data },
    });
  const post = { ...status, release, ref: begun.ref };
  const there = await page.publish(post).catch((error: unknown) => ({ error }));
  if ('error' in there) {
    const failure = failedCall(there.error);
    const failed = failedPosting(begun, failure, { releasedAt: release.at, now: clock.now() });
    const isOver = failed.outcome === 'given-up';
    const text = isOver ? `Given up: ${id} did not take it for a day` : `Not published on ${id} so far`;
    await entry(isOver ? 'given-up' : 'failed', `${text}: ${failure.reason}`, {});
    return failed;
  }
  await entry('published', `Published (${release.state}) on ${id}`, { url: there.url });
  return publishedPosting(begun, release.number, there);
}

/** Nothing is left to do, until a person releases again. */
async function settle(store: PublicStatusStore, status: PublicStatus): Promise<number> {
  if (status.isInWork) {
    await store.savePublicStatus({ ...status, isInWork: false, version: status.version + 1 });
  }
  return 0;
}
