import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { isJsonArray, type Json, parseJson } from '../json.ts';

/** Where an expression gets what is not a function of its inputs. */
export interface ExpressionSources {
  /** Epoch milliseconds: `$now()`, `$millis()`. */
  now(): number;
  /** In [0, 1): `$random()` without a seed. */
  random(): number;
  uuid(): string;
}

const HASH_ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Most elements $range may make. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const LONGEST_RANGE = 1000;

type FormatMillis = (millis: number, picture?: string, timezone?: string) => string;
const builtInFromMillis: { implementation: FormatMillis } = await jsonata('$fromMillis').evaluate(undefined);

/**
 * Adds to an expression what Step Functions adds to JSONata, takes away `$eval`, and has time and randomness come
 * from `sources`.
 */
export function registerFunctions(expression: jsonata.Expression, sources: ExpressionSources): void {
  expression.assign('eval', undefined);
  expression.registerFunction('partition', partition, '<a-n:a>');
  expression.registerFunction('range', range, '<n-nn:x>');
  expression.registerFunction('hash', hash, '<s-s:s>');
  expression.registerFunction('parse', (text: string) => parseJson(text), '<s-:x>');
  expression.registerFunction('uuid', () => sources.uuid(), '<:s>');
  expression.registerFunction(
    'random',
    (seed?: number) => (seed === undefined ? sources.random() : seededRandom(seed)),
    '<n?:n>',
  );
  expression.registerFunction('millis', () => sources.now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, timezone?: string) =>
      builtInFromMillis.implementation(sources.now(), picture, timezone),
    '<s?s?:s>',
  );
}

function partition(items: Json, size: number): Json {
  if (!isJsonArray(items)) throw new Error('$partition expects an array');
  const width = Math.trunc(size);
  if (width < 1) throw new Error('$partition expects a positive chunk size');
  const chunks: Json[] = [];
  for (let start = 0; start < items.length; start += width) chunks.push(items.slice(start, start + width));
  return chunks;
}

/** Inclusive on both ends. AWS hands back a range of one element as that element. */
function range(first: number, last: number, step: number): Json {
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0) throw new Error('$range expects a step other than 0');
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > LONGEST_RANGE) throw new Error(`$range makes at most ${LONGEST_RANGE} elements`);
  const numbers = Array.from({ length: count }, (_, index) => from + index * by);
  const [only] = numbers;
  return numbers.length === 1 && only !== undefined ? only : numbers;
}

function hash(content: string, algorithm: string): string {
  const name = HASH_ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`$hash does not know the algorithm ${algorithm}`);
  return createHash(name).update(content, 'utf8').digest('hex');
}

/** Mulberry32: the same seed gives the same number. AWS does not document its generator. */
function seededRandom(seed: number): number {
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
}
