import { isJsonArray, isJsonObject, type Json, parseJson } from '../../local/step-functions/values/json.ts';
import type { CasePath, CasePaths } from './case-path.ts';

export interface Comparison {
  readonly placeholders: CasePaths;
  readonly jsonStrings: CasePaths;
}

/** The first difference, as text, or undefined when the actual value is what was recorded. */
export function difference(
  expected: Json | undefined,
  actual: Json | undefined,
  path: CasePath,
  comparison: Comparison,
): string | undefined {
  if (comparison.placeholders.has(path)) {
    return actual === undefined ? `${path.join('.')}: missing` : undefined;
  }
  const value = comparison.jsonStrings.has(path) ? parsed(actual) : actual;
  if (isJsonArray(expected ?? null) && isJsonArray(value ?? null))
    return arrayDifference(expected, value, path, comparison);
  if (isJsonObject(expected) && isJsonObject(value))
    return membersDifference(expected, value, path, comparison);
  if (expected === undefined && isYoungerThanRecording(path)) return undefined;
  if (comparable(expected) === comparable(value)) return undefined;
  return `${path.join('.')}: expected ${show(expected)}, got ${show(value)}`;
}

/**
 * Of an error text, what can be compared: not the id of the event a state was entered with, which is accidental where
 * states run concurrently (and compared as an id where not), nor JSONata's own wording after its error code.
 */
function comparable(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  return value
    .replace(/entered at the event id #\d+/, 'entered at the event id #')
    .replace(/(threw an error during evaluation\. [A-Z]\d{4}:).*/s, '$1');
}

/** `Execution.RedriveCount` joined the context object after some of the recordings were made. */
function isYoungerThanRecording(path: CasePath): boolean {
  return path.at(-1) === 'RedriveCount' && path.at(-2) === 'Execution';
}

function arrayDifference(
  expected: Json | undefined,
  actual: Json | undefined,
  path: CasePath,
  comparison: Comparison,
) {
  const [wanted, got] = [items(expected), items(actual)];
  if (wanted.length !== got.length)
    return `${path.join('.')}: expected ${show(expected)}, got ${show(actual)}`;
  return firstOf(wanted, (item, index) => difference(item, got[index], [...path, index], comparison));
}

function membersDifference(
  expected: Readonly<Record<string, Json>>,
  actual: Readonly<Record<string, Json>>,
  path: CasePath,
  comparison: Comparison,
): string | undefined {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  return firstOf(names, (name) => difference(expected[name], actual[name], [...path, name], comparison));
}

function firstOf<T>(
  values: readonly T[],
  find: (value: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, value] of values.entries()) {
    const found = find(value, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function items(value: Json | undefined): readonly Json[] {
  return value !== undefined && isJsonArray(value) ? value : [];
}

function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
