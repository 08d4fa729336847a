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

/** From then on a queue's consumer takes that share of what it could. */
export interface Consumption {
  /** Epoch milliseconds. */
  readonly from: number;
  /** 0: it is paused; 1: nothing limits it. */
  readonly share: number;
}

/** What the signals depend on in the simulated account. */
export interface AccountView {
  /** Scenario and seed: what its chance depends on. */
  readonly key: string;
  /** When the scenario began, epoch milliseconds. */
  readonly startedAtMs: number;
  /** When what a story event did was in place; empty before it happened. */
  spansOf(eventId: string): readonly Span[];
  /** The share of the clients for whom a flag is on at a moment, 0–1. */
  flagShareAt(flag: string, atMs: number): number;
  /** Requests a minute that get through to a service at a moment; null: all. */
  requestLimitAt(service: SimulatedService, atMs: number): number | null;
  /** What a service can work on at a moment, by what runs of it; null: no AWS service limits it. */
  capacityAt(service: SimulatedService, atMs: number): Capacity | null;
  /** How much of a queue its consumer has taken, oldest first; empty: nobody ever changed it. */
  consumptionOf(queue: string): readonly Consumption[];
  /** Messages of a dead-letter queue at a moment, when its scenario has brought `produced` by then. */
  deadLettersAt(deadLetterQueue: string, atMs: number, produced: number): number;
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

/** The spans between these, each from the end of one. */
export function spansBetween(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap(({ until }, index) => {
    const next = spans[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return until < next ? [{ from: until, until: next, share: 1 }] : [];
  });
}

/** The parts of spans in which a consumer was at work, for as much as it was. */
export function consumedSpans(spans: readonly Span[], consumption: readonly Consumption[]): readonly Span[] {
  if (consumption.length === 0) return spans;
  return spans.flatMap((span) =>
    consumption.flatMap(({ from, share }, index) => {
      const part = {
        from: Math.max(span.from, from),
        until: Math.min(span.until, consumption[index + 1]?.from ?? Number.POSITIVE_INFINITY),
        share: span.share * share,
      };
      return part.from < part.until && part.share > 0 ? [part] : [];
    }),
  );
}
