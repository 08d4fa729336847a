import { canonicalJson } from '../../canonical-json.ts';
import { bundleFormat, placeOf } from './bundle-items.ts';
import { type BundleLine, firstHash, hashOf } from './chained-line.ts';

/** What is wrong with a bundle, at its first wrong line, counted from 1 as in the file. */
export interface BundleFault {
  readonly line: number;
  readonly fault: 'altered' | 'missing' | 'added' | 're-ordered' | 'truncated' | 'no-bundle';
  readonly text: string;
}

export interface CheckedBundle {
  readonly incidentId: string | null;
  readonly lines: number;
  /** Hash of the last line that is fine. */
  readonly head: string;
  /** Of what was sealed when the incident was closed; null: it was not, or the seal is not in the file. */
  readonly sealed: {
    readonly head: string;
    readonly lines: number;
    /** In base64, as it stands in the file: whether it is true is not checked. Null: it was not signed. */
    readonly signature: string | null;
  } | null;
  /** What is on record since the closing: `changed.incident`, `later.entry` … and how often. */
  readonly since: ReadonlyMap<string, number>;
  readonly fault: BundleFault | null;
}

/** Reads a bundle line by line, and keeps no line: `texts` come with their line feeds. It stops at the first fault. */
export async function checkBundle(
  texts: AsyncIterable<string> | Iterable<string>,
  /** Numbers of all lines of the file, where they can be read: by them what is missing is told from what is elsewhere. */
  numbers: ReadonlySet<number> = new Set(),
): Promise<CheckedBundle> {
  let place = 0;
  let head = firstHash;
  let isEnded = false;
  let incidentId: string | null = null;
  let sealed: CheckedBundle['sealed'] = null;
  const since = new Map<string, number>();
  const result = (fault: BundleFault | null): CheckedBundle => ({
    incidentId,
    lines: place - (fault === null ? 0 : 1),
    head,
    sealed,
    since,
    fault,
  });
  for await (const text of texts) {
    place += 1;
    const fail = (fault: BundleFault['fault'], what: string) => result({ line: place, fault, text: what });
    const line = text.endsWith('\n') ? lineOf(text.slice(0, -1)) : null;
    if (isEnded) return fail('added', 'It comes after the end of the bundle');
    if (place === 1 && (line === null || !isHeader(line))) {
      return fail('no-bundle', `The first line is not that of a ${bundleFormat} bundle`);
    }
    if (line === null) return fail('altered', 'It is not as it was written');
    const name = placeOf(line);
    if (line.n !== place) return fail(...misplaced(line.n, place, name, numbers));
    if (hashOf(head, line) !== line.hash) return fail('altered', `${name} is not as it was written`);
    const before = head;
    head = line.hash;
    if (place === 1) incidentId = line.key;
    if (line.kind === 'seal') {
      const isTrue = fieldOf(line.data, 'head') === before && fieldOf(line.data, 'lines') === place - 1;
      if (!isTrue) return fail('altered', 'What was sealed at the closing is another bundle than this one');
      const signature = fieldOf(fieldOf(line.data, 'signature'), 'value');
      sealed = {
        head: before,
        lines: place - 1,
        signature: typeof signature === 'string' ? signature : null,
      };
    } else if (line.kind === 'end') isEnded = true;
    else if (sealed !== null) since.set(line.kind, (since.get(line.kind) ?? 0) + 1);
  }
  if (isEnded) return result(null);
  place += 1;
  return result({ line: place, fault: 'truncated', text: 'The end of the bundle is missing' });
}

function misplaced(
  found: number,
  expected: number,
  name: string,
  numbers: ReadonlySet<number>,
): [BundleFault['fault'], string] {
  if (found < expected) return ['added', `${name} is there twice, or was put in: its number is ${found}`];
  return numbers.has(expected)
    ? ['re-ordered', `${name} has the number ${found}; ${expected} stands elsewhere`]
    : ['missing', `Number ${expected} is missing: ${name}, number ${found}, follows`];
}

/** Of a text without its line feed. Null: it is no line of a bundle, byte by byte as this writes it. */
export function lineOf(text: string): BundleLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const [n, hash] = [fieldOf(value, 'n'), fieldOf(value, 'hash')];
  const [kind, key] = [fieldOf(value, 'kind'), fieldOf(value, 'key')];
  if (typeof n !== 'number' || typeof hash !== 'string') return null;
  if (typeof kind !== 'string' || typeof key !== 'string') return null;
  const line = { n, kind, key, data: fieldOf(value, 'data'), hash };
  return canonicalJson(line) === text ? line : null;
}

function isHeader({ kind, data }: BundleLine): boolean {
  return kind === 'bundle' && fieldOf(data, 'format') === bundleFormat;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([field]) => field === name)?.[1];
}
