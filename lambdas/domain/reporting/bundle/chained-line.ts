import { createHash } from 'node:crypto';
import { canonicalJson } from '../../canonical-json.ts';

/** What stands before the first line. */
export const firstHash = '0'.repeat(64);

/** One thing that is recorded: `key` tells it from the others of its kind. */
export interface BundleItem {
  readonly kind: string;
  readonly key: string;
  readonly data: unknown;
}

/** One line of a bundle: `n` counts from 1, `hash` is over the line before and this one. */
export interface BundleLine extends BundleItem {
  readonly n: number;
  readonly hash: string;
}

/** SHA-256, as hex, over the hash before, a line feed, and the canonical JSON of the line without its hash. */
export function hashOf(before: string, line: Omit<BundleLine, 'hash'>): string {
  const { n, kind, key, data } = line;
  return createHash('sha256')
    .update(`${before}\n${canonicalJson({ n, kind, key, data })}`)
    .digest('hex');
}

/** The chain continues after so many lines with this hash; each line is canonical JSON, without its line feed. */
export function* chained(
  items: Iterable<BundleItem>,
  after: { readonly n: number; readonly hash: string } = { n: 0, hash: firstHash },
): Generator<{ readonly line: BundleLine; readonly text: string }, void> {
  let { n, hash } = after;
  for (const { kind, key, data } of items) {
    n += 1;
    const plain = { n, kind, key, data: data ?? null };
    hash = hashOf(hash, plain);
    const line = { ...plain, hash };
    yield { line, text: canonicalJson(line) };
  }
}
