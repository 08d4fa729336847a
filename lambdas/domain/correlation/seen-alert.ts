import type { Alert } from '../records/alert.ts';

/** An alert as one delivery brought it. */
export interface SeenAlert {
  readonly alert: Alert;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Nothing proves that it was sent when it was received. */
  readonly replayable?: true;
}

/** A sender's clock further ahead of ours than this is not believed. */
const believedAheadMilliseconds = 60 * 60 * 1000;

/** When its sender said so, by the sender's clock where that tells, else when it was received. */
export function saidAt({ alert, receivedAt }: SeenAlert): string {
  return believed(alert.saidAt ?? null, receivedAt) ?? receivedAt;
}

/** When a firing began. */
export function startOf(seen: SeenAlert): string {
  return believed(seen.alert.startsAt, seen.receivedAt) ?? saidAt(seen);
}

/** When a resolve ended its alert: one that tells no end does so when it is said. Never before the start that it tells. */
export function endOf(seen: SeenAlert): string {
  const began = believed(seen.alert.startsAt, seen.receivedAt);
  const ended = believed(seen.alert.endsAt, seen.receivedAt) ?? saidAt(seen);
  return later(began ?? '', ended);
}

function believed(told: string | null, receivedAt: string): string | null {
  if (told === null || told <= receivedAt) return told;
  const latest = new Date(Date.parse(receivedAt) + believedAheadMilliseconds).toISOString();
  return told <= latest ? told : null;
}

/** Of two instants in ISO 8601 UTC. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}
