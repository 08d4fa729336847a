import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Severity } from '../../records/severity.ts';

/** A notification that was not sent: it goes into the person's next digest. */
export interface HeldNotification {
  readonly incidentId: string;
  /** Why a person is needed, as the notification would have said. */
  readonly reason: string;
  readonly at: string;
}

/** How many notifications about incidents a person got recently, and which were held back. */
export interface NotificationQuota {
  readonly person: string;
  readonly since: string;
  readonly sent: number;
  /** The newest, one for each incident. */
  readonly held: readonly HeldNotification[];
  /** All that were held, those included that are no longer listed. */
  readonly heldCount: number;
  /** Grows by one with every write. */
  readonly version: number;
}

/** So many are listed in a digest; an item of the table must hold them. */
const mostListed = 100;

type Limits = PeoplePolicy['notifications'];

/**
 * Counts one more notification for a person: `sends` tells whether it may go out, or waits for the digest. SEV1 always goes out. What is
 * held keeps everything after it waiting until the digest, so that they stay in order. What does not count takes no room, and in the digest
 * no place of what does.
 */
export function countNotification(
  known: NotificationQuota | null,
  {
    person,
    severity,
    held,
    counts = true,
  }: { person: string; severity: Severity; held: HeldNotification; counts?: boolean },
  limits: Limits,
  now: Date,
): { readonly sends: boolean; readonly quota: NotificationQuota } {
  const current = known ?? { person, since: now.toISOString(), sent: 0, held: [], heldCount: 0, version: 0 };
  const isOver = isWindowOver(current, limits, now);
  const window =
    isOver && current.heldCount === 0 ? { ...current, since: now.toISOString(), sent: 0 } : current;
  const version = current.version + 1;
  if (!counts) {
    const waits = severity !== 'SEV1' && window.heldCount > 0;
    if (!waits || window.held.some(({ incidentId }) => incidentId === held.incidentId)) {
      return { sends: !waits, quota: { ...window, version } };
    }
  }
  const sends = severity === 'SEV1' || (window.heldCount === 0 && window.sent < limits.atMost);
  if (sends) return { sends, quota: { ...window, sent: window.sent + 1, version } };
  const others = window.held.filter(({ incidentId }) => incidentId !== held.incidentId);
  const heldCount = window.heldCount + (others.length < window.held.length ? 0 : 1);
  return {
    sends,
    quota: { ...window, held: [...others, held].slice(-mostListed), heldCount, version },
  };
}

/** Whether what was held for a person is to be sent now. */
export function isDigestDue(quota: NotificationQuota, limits: Limits, now: Date): boolean {
  return quota.heldCount > 0 && isWindowOver(quota, limits, now);
}

/** The digest is the first notification of the next window. */
export function digestSent({ person, version }: NotificationQuota, now: Date): NotificationQuota {
  return { person, since: now.toISOString(), sent: 1, held: [], heldCount: 0, version: version + 1 };
}

function isWindowOver({ since }: NotificationQuota, { perMinutes }: Limits, now: Date): boolean {
  return now.getTime() - Date.parse(since) >= perMinutes * 60_000;
}
