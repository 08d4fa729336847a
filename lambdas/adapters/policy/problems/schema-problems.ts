import type * as z from 'zod';
import { closest, knownKeys } from '../known-keys.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import { whatBecameOf } from '../retired-keys.ts';

import type { YamlFile } from '../yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** What a schema finds wrong in a file, each with its place and what to write instead. */
export function schemaProblems(
  file: YamlFile,
  schema: z.ZodType,
  data: unknown,
  issues: readonly Issue[],
): readonly PolicyProblem[] {
  return issues.flatMap(closestAlternative).flatMap((issue) => {
    const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => file.keyProblem(path, key, unknownKey(key, knownKeys(schema, path))));
    }
    if (issue.code === 'invalid_key') {
      return [file.keyProblem(path.slice(0, -1), String(path.at(-1)), invalidKey(issue))];
    }
    const offset: unknown = issue.code === 'custom' ? issue.params?.['offset'] : undefined;
    if (typeof offset === 'number') return [file.problemInside(path, offset, issue.message)];
    return [file.problem(path, explain(issue, valueAt(data, path)))];
  });
}

/** Where a value may have one of several shapes: what is wrong with the shape that it comes nearest to. */
function closestAlternative(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const alternatives = issue.errors.map((issues) =>
    issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(closestAlternative),
  );
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map(({ code, path }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
  const [nearest] = alternatives.filter(({ length }) => length > 0).toSorted((a, b) => depth(b) - depth(a));
  return nearest ?? [issue];
}

function unknownKey(key: string, known: readonly string[]): string {
  const became = whatBecameOf(key, known);
  if (became !== null) return became;
  const meant = closest(key, known);
  const hint = meant === null ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return known.length === 0 ? 'is not a known key: remove it' : `is not a known key; ${hint}`;
}

function invalidKey(issue: Issue & { code: 'invalid_key' }): string {
  return `is not a valid name: ${issue.issues.map((inner) => explain(inner, undefined)).join('; ')}`;
}

function explain(issue: Issue, value: unknown): string {
  const written = value === undefined ? '' : `, not ${shown(value)}`;
  const own = ownMessage(issue);
  if (own !== null) return issue.code === 'custom' ? own : `${own}${written}`;
  if (issue.code === 'invalid_type') {
    return value === undefined
      ? `is missing: give ${article(issue.expected)}`
      : wrongType(issue.expected, value);
  }
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), value);
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${size(issue.origin)}${written}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${size(issue.origin)}${written}`;
  return `${issue.message}${written}`;
}

function wrongType(expected: string, value: unknown): string {
  if (value === null) return `is empty: give ${article(expected)}`;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const quoted = expected === 'string' && isPlain ? ': put it in quotes' : '';
  return `must be ${article(expected)}, not ${shown(value)}${quoted}`;
}

function oneOf(options: readonly string[], value: unknown): string {
  const choice = options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`;
  if (value === undefined) return `is missing: give ${choice}`;
  const meant = typeof value === 'string' ? closest(value, options) : null;
  return `must be ${choice}, not ${shown(value)}${meant === null ? '' : `; did you mean "${meant}"?`}`;
}

/** A message that one of our schemas gives, as against zod's general ones. */
function ownMessage(issue: Issue): string | null {
  return /^(Too (small|big)|Invalid)/.test(issue.message) ? null : issue.message;
}

function article(type: string): string {
  switch (type) {
    case 'object':
    case 'record':
      return 'a map of keys and values';
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'int':
      return 'a whole number';
    default:
      return `a ${type}`;
  }
}

function size(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    data,
  );
}
