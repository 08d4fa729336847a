import type { SeedRange } from './seeds.ts';

/** One figure of a benchmark, with what it must not exceed. */
export interface Measurement {
  readonly suite: string;
  /** What was measured: a handler, an incident. */
  readonly subject: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: 'kB' | 'MB' | 's' | 'ms' | 'µs' | 'times' | 'count' | 'per second' | 'share';
  /** Null when it is only reported. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | null;
}

export interface BenchOptions {
  /** Variants to play; null: the suite's own choice. */
  readonly seeds: SeedRange | null;
}

export interface BenchReport {
  readonly measurements: readonly Measurement[];
  /** Shown under the table. */
  readonly details?: string;
  /** Keys that `--json` has beside the measurements. */
  readonly summary?: Readonly<Record<string, unknown>>;
}

export type BenchSuite = (options: BenchOptions) => Promise<BenchReport>;

/** A suite that only measures and takes no options. */
export function measuring(bench: () => Promise<readonly Measurement[]>): BenchSuite {
  return async () => ({ measurements: await bench() });
}

export type Verdict = 'ok' | 'missed' | 'reported';

export function verdictOf({ value, target }: Measurement): Verdict {
  if (target === null) return 'reported';
  const met = 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
  return met ? 'ok' : 'missed';
}

/** The middle value; of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value that this share of all is not above, such as 0.99; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
