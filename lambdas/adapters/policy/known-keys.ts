import * as z from 'zod';
import type { FieldPath } from './policy-problem.ts';

/** The keys that a schema allows at a path; empty when it cannot tell. */
export function knownKeys(schema: z.ZodType, path: FieldPath): readonly string[] {
  let found: readonly Json[] = [json(z.toJSONSchema(schema, { io: 'input' }))];
  for (const part of path) {
    found = found.flatMap(alternatives).flatMap((each) => below(each, part));
  }
  return [...new Set(found.flatMap(alternatives).flatMap(keysOf))];
}

type Json = Readonly<Record<string, unknown>>;

function json(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function keysOf(schema: Json): readonly string[] {
  const names = json(schema['propertyNames'])['enum'];
  return [...Object.keys(json(schema['properties'])), ...(Array.isArray(names) ? names.map(String) : [])];
}

function alternatives(schema: Json): readonly Json[] {
  const { anyOf } = schema;
  return Array.isArray(anyOf) ? anyOf.map(json) : [schema];
}

function below(schema: Json, part: string | number): readonly Json[] {
  if (typeof part === 'number') return [json(schema['items'])];
  const property = json(schema['properties'])[part];
  return [json(property ?? schema['additionalProperties'])];
}

/** The candidate a person most likely meant, or null when none is near. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}

/** Levenshtein's, by UTF-16 code units: names in a policy are short and mostly ASCII. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a.charAt(i) === b.charAt(j) ? 0 : 1);
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
