/** A JSON value. Treated as immutable everywhere in the engine, so that values can be shared instead of copied. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type JsonTypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The name Step Functions uses for the type of a value in its error texts. */
export function jsonTypeOf(value: Json): JsonTypeName {
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'string' : 'object';
}

/** Parses JSON text. Throws SyntaxError. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/**
 * Bytes of the compact UTF-8 JSON text of a value, counted without building the text.
 * Stops early and returns some number above `limit` once the limit is passed.
 */
export function jsonByteLength(value: Json, limit: number): number {
  if (typeof value === 'string') return stringByteLength(value, limit);
  if (isJsonArray(value)) return arrayByteLength(value, limit);
  if (isJsonObject(value)) return objectByteLength(value, limit);
  return String(value).length;
}

function stringByteLength(text: string, limit: number): number {
  if (text.length > limit) return text.length;
  return Buffer.byteLength(JSON.stringify(text));
}

function arrayByteLength(items: readonly Json[], limit: number): number {
  let total = 2 + Math.max(0, items.length - 1);
  for (const item of items) {
    total += jsonByteLength(item, limit);
    if (total > limit) return total;
  }
  return total;
}

function objectByteLength(object: JsonObject, limit: number): number {
  let total = 1;
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    total += stringByteLength(key, limit) + 2 + jsonByteLength(value, limit);
    if (total > limit) return total;
  }
  return Math.max(2, total);
}
