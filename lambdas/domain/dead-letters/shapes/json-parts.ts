export type JsonObject = Readonly<Record<string, unknown>>;

/** An object of JSON, or null for anything else. */
export function jsonObject(text: string): JsonObject | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return null;
  }
}

export function objectIn(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** A text or a number as text; null for anything else. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** A time as ISO 8601 UTC; null for what is none. */
export function timeIn(value: unknown): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
