import type { Span } from '../../signals/account-view.ts';
import type { Group, Refresh } from './group-state.ts';

/** To put the replaced instances back takes about as long as it took to replace them, at least so long. */
const LEAST_ROLLBACK_MS = 60_000;

export interface RefreshProgress {
  readonly status: 'InProgress' | 'Successful' | 'RollbackInProgress' | 'RollbackSuccessful';
  /** Of the instances, those on the new version, 0–100. */
  readonly percentComplete: number;
  readonly endedAt: string | null;
}

export function refreshStatusAt({ at, seconds, rolledBackAt }: Refresh, atMs: number): RefreshProgress {
  const startMs = Date.parse(at);
  const lengthMs = Math.max(1, seconds * 1000);
  const replacedAt = (ms: number) => Math.min(1, Math.max(0, (ms - startMs) / lengthMs));
  if (rolledBackAt === null || Date.parse(rolledBackAt) > atMs) {
    const share = replacedAt(atMs);
    return share < 1
      ? { status: 'InProgress', percentComplete: Math.floor(100 * share), endedAt: null }
      : { status: 'Successful', percentComplete: 100, endedAt: iso(startMs + lengthMs) };
  }
  const turnedMs = Date.parse(rolledBackAt);
  const turnedShare = replacedAt(turnedMs);
  const backMs = Math.max(LEAST_ROLLBACK_MS, (turnedMs - startMs) / 2);
  const left = 1 - (atMs - turnedMs) / backMs;
  return left <= 0
    ? { status: 'RollbackSuccessful', percentComplete: 0, endedAt: iso(turnedMs + backMs) }
    : { status: 'RollbackInProgress', percentComplete: Math.floor(100 * turnedShare * left), endedAt: null };
}

/** The version of the launch template that a group is set to: that of the last refresh that succeeded. */
export function versionAt({ refreshes, launchTemplateVersion }: Group, atMs: number): string {
  const last = refreshes.findLast(
    (refresh) => Date.parse(refresh.at) <= atMs && refreshStatusAt(refresh, atMs).status === 'Successful',
  );
  return last?.toVersion ?? launchTemplateVersion;
}

/** Instances come one after the other. */
const STEPS = 10;

/** Which share of the requests reaches instances of the new version, and when. */
export function refreshSpans(refresh: Refresh): readonly Span[] {
  const startMs = Date.parse(refresh.at);
  const turnedMs =
    refresh.rolledBackAt === null ? Number.POSITIVE_INFINITY : Date.parse(refresh.rolledBackAt);
  const times = Array.from(
    { length: STEPS + 1 },
    (_, step) => startMs + (step * refresh.seconds * 1000) / STEPS,
  ).filter((at) => at < turnedMs);
  const back = Number.isFinite(turnedMs)
    ? Array.from({ length: 60 }, (_, minute) => turnedMs + minute * 60_000)
    : [];
  const points = [...times, ...back];
  return points.flatMap((from, index): Span[] => {
    const share = refreshStatusAt(refresh, from + 1).percentComplete / 100;
    return share > 0 ? [{ from, until: points[index + 1] ?? Number.POSITIVE_INFINITY, share }] : [];
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
