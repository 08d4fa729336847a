import { contentHash } from '../../content-hash.ts';
import { clippedLine } from '../../masking/harmless-text.ts';
import { maskVisible } from '../../masking/mask-text.ts';
import { formatAddress, parseAddress } from '../../network/address.ts';
import type { Affected, BlastDimension } from '../../records/evidence.ts';

/** How often one value of a dimension was met. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What was counted along one dimension, as its source gives it. */
export interface CountedValues {
  readonly errors: readonly ValueCount[];
  /** Requests of each value, also of healthy ones; null when only errors are recorded. */
  readonly requests: readonly ValueCount[] | null;
  /** Distinct values with an error where the source counted them itself; null: count `errors`. */
  readonly affected: number | null;
  /** Distinct values seen at all where the source counted them itself; null: count `requests`. */
  readonly total: number | null;
  readonly truncated: boolean;
  readonly query: string;
  readonly link: string | null;
}

/** Values that are named. */
const mostNamed = 5;
const longestValue = 80;

/**
 * Counts and shares along one dimension. Users get a pseudonym that stays the same within a service; other values are
 * masked and cut. Values that look alike then are named as one; they are counted each. Order does not matter.
 */
export function affectedOf(dimension: BlastDimension, serviceId: string, counted: CountedValues): Affected {
  const errors = sumByValue(counted.errors);
  const requests = counted.requests === null ? null : sumByValue(counted.requests);
  const affected = Math.max(counted.affected ?? 0, errors.size);
  const seen = requests === null ? null : new Set([...errors.keys(), ...requests.keys()]).size;
  // An approximate count of all may come out below the exact one of those affected.
  const known = counted.total ?? seen;
  const total = known === null ? null : Math.max(known, affected);
  return {
    dimension,
    affected,
    total,
    share: total === null || total === 0 ? null : affected / total,
    most: mostAffected(
      (value) => shownValue(dimension, serviceId, value),
      dimension === 'user' ? leading(errors) : errors,
      requests,
    ),
    truncated: counted.truncated,
    query: counted.query,
    link: counted.link,
  };
}

/** Users have a pseudonym each, and none is named as one with another: of thousands, only those in front need theirs. */
function leading(errors: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const counts = Float64Array.from(errors.values(), Math.round).sort();
  const least = counts.at(-mostNamed) ?? 0;
  return new Map([...errors].filter(([, count]) => Math.round(count) >= least));
}

function mostAffected(
  shown: (value: string) => string,
  errors: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number> | null,
): Affected['most'] {
  const named = new Map<string, { errors: number; requests: number | null }>();
  for (const [value, count] of errors) {
    const name = shown(value);
    const before = named.get(name) ?? { errors: 0, requests: requests === null ? null : 0 };
    const asked = before.requests === null ? null : before.requests + (requests?.get(value) ?? 0);
    named.set(name, { errors: before.errors + count, requests: asked });
  }
  return [...named]
    .map(([value, { errors: met, requests: asked }]) => ({
      value,
      errors: Math.round(met),
      requests: asked === null ? null : Math.round(asked),
    }))
    .sort((a, b) => b.errors - a.errors || (a.value < b.value ? -1 : 1))
    .slice(0, mostNamed);
}

/** A value that comes twice is of several series or shards: its counts add up. */
function sumByValue(counts: readonly ValueCount[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { value, count } of counts) {
    if (value.trim() !== '' && count > 0) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return sums;
}

/** An address is shown as it is: people must see which one they are asked to block. Policy says whether it is counted at all. */
function shownValue(dimension: BlastDimension, serviceId: string, value: string): string {
  const address = dimension === 'address' ? parseAddress(value.trim()) : null;
  if (address !== null) return formatAddress(address);
  if (dimension === 'user') return `user-${contentHash([serviceId, value]).slice(0, 8)}`;
  const shown = dimension === 'endpoint' ? value.replace(/[?#].*$/s, '') : value;
  return clippedLine(maskVisible(shown.slice(0, 1000)), longestValue);
}
