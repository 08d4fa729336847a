import type { Refresh } from './group-state.ts';

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

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
