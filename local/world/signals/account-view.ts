import type { SimulatedService } from '../scenario/service-schema.ts';

/** When something was in place, and for which share of the requests. Epoch milliseconds. */
export interface Span {
  readonly from: number;
  /** Infinity while it still is. */
  readonly until: number;
  readonly share: number;
}

export interface Capacity {
  /** So many at once. */
  readonly requests: number;
  /** Whether those beyond it are turned away; else they wait and fail. */
  readonly turnsAway: boolean;
}

/** What the signals depend on in the simulated account. */
export interface AccountView {
  /** Scenario and seed: what its chance depends on. */
  readonly key: string;
  /** When the scenario began, epoch milliseconds. */
  readonly startedAtMs: number;
  /** When what a story event did was in place; empty before it happened. */
  spansOf(eventId: string): readonly Span[];
  /** What a service can work on at a moment, by what runs of it; null: no AWS service limits it. */
  capacityAt(service: SimulatedService, atMs: number): Capacity | null;
}

/** Spans of a history, oldest entry first; an entry holds until the next one. */
export function spansIn<Entry extends { readonly at: string }>(
  entries: readonly Entry[],
  shareOf: (entry: Entry) => number,
): readonly Span[] {
  return entries.flatMap((entry, index) => {
    const share = shareOf(entry);
    const next = entries[index + 1];
    const until = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next.at);
    return share > 0 ? [{ from: Date.parse(entry.at), until, share }] : [];
  });
}
