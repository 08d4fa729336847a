/** One person's time; epoch milliseconds, the end is not part of it. */
export interface Shift {
  readonly person: string;
  readonly from: number;
  readonly until: number;
}

/** What one part of a rota says: who counts at an instant, and every instant in a span at which that may change. */
export interface Cover {
  readonly personAt: (at: number) => string | null;
  readonly changesIn: (from: number, until: number) => readonly number[];
}

/** Those times in which this one counts: from its start until just before its end. */
export function covers({ from, until }: Pick<Shift, 'from' | 'until'>, at: number): boolean {
  return from <= at && at < until;
}
