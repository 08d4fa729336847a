import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { parseJson } from '../values/json.ts';
import { FunctionError } from './function-error.ts';
import { seededRandom } from './seeded-random.ts';

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

/** Most elements that $range makes on AWS before it runs out of memory. */
const LONGEST_RANGE = 360_145;

type FormatMillis = (millis: number, picture?: string, timezone?: string) => string;
const builtInFromMillis: { implementation: FormatMillis } = await jsonata('$fromMillis').evaluate(undefined);

type Arguments = readonly unknown[];

/**
 * Adds to an expression what Step Functions adds to JSONata, takes away `$eval`, and has time and randomness come
 * from `sources`. What the functions make of odd arguments is as measured on AWS: several are undefined, not errors.
 */
export function registerFunctions(expression: jsonata.Expression, sources: ExpressionSources): void {
  expression.assign('eval', undefined);
  expression.registerFunction('partition', (...given: Arguments) => partition(given));
  expression.registerFunction('range', (...given: Arguments) => range(given));
  expression.registerFunction('hash', (...given: Arguments) => hash(given));
  expression.registerFunction('parse', (...given: Arguments) => parse(given));
  expression.registerFunction('uuid', (...given: Arguments) => {
    refuseSurplus(given, 'uuid', 0);
    return sources.uuid();
  });
  expression.registerFunction('random', (...given: Arguments) => {
    refuseSurplus(given, 'random', 1);
    return given[0] === undefined ? sources.random() : seededRandom(wholeNumber(given, 'random', 0));
  });
  expression.registerFunction('millis', () => sources.now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, timezone?: string) =>
      builtInFromMillis.implementation(sources.now(), picture, timezone),
    '<s?s?:s>',
  );
}

function partition(given: Arguments): unknown {
  refuseSurplus(given, 'partition', 2);
  const [items, size] = given;
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw FunctionError.notAnArray('partition', 1);
  if (items.length === 0) return undefined;
  if (size === undefined) return [items];
  const width = wholeNumber(given, 'partition', 1);
  if (width < 0) throw FunctionError.value('Second argument must be zero or greater');
  if (width === 0) return undefined;
  const chunks: unknown[] = [];
  for (let start = 0; start < items.length; start += width) chunks.push(items.slice(start, start + width));
  return chunks;
}

/** Inclusive on both ends. AWS hands back a range of one element as that element. */
function range(given: Arguments): unknown {
  refuseSurplus(given, 'range', 3);
  const from = wholeNumber(given, 'range', 0);
  const to = wholeNumber(given, 'range', 1);
  if (given[2] === undefined) return undefined;
  const by = wholeNumber(given, 'range', 2);
  if (by === 0 || (to - from) * by < 0) return undefined;
  const count = Math.floor((to - from) / by) + 1;
  if (count > LONGEST_RANGE) throw FunctionError.tooLarge();
  return count === 1 ? from : Array.from({ length: count }, (_, index) => from + index * by);
}

function hash(given: Arguments): unknown {
  refuseSurplus(given, 'hash', 2);
  const [content, algorithm] = given;
  if (typeof content !== 'string') throw FunctionError.signature('hash', 1);
  if (algorithm === undefined) return undefined;
  if (typeof algorithm !== 'string') throw FunctionError.signature('hash', 2);
  const name = HASH_ALGORITHMS[algorithm];
  if (name === undefined) {
    throw FunctionError.value(
      `Hash algorithm '${algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`,
    );
  }
  return createHash(name).update(content, 'utf8').digest('hex');
}

function parse(given: Arguments): unknown {
  refuseSurplus(given, 'parse', 1);
  const [text] = given;
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw FunctionError.signature('parse', 1);
  try {
    return parseJson(text);
  } catch {
    throw FunctionError.value('Invalid JSON');
  }
}

function refuseSurplus(given: Arguments, name: string, most: number): void {
  if (given[most] !== undefined) throw FunctionError.signature(name, most + 1);
}

/** An argument that must be a number, cut to a whole one. */
function wholeNumber(given: Arguments, name: string, index: number): number {
  const value = given[index];
  if (typeof value !== 'number') throw FunctionError.signature(name, index + 1);
  return Math.trunc(value);
}
