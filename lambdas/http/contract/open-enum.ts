import * as z from 'zod/mini';

/** One of `values`. A newer version may answer another word: whoever reads it shows that as it came. */
export function openEnum<const Values extends readonly string[]>(values: Values) {
  return z.union([z.enum(values), z.string()]);
}
