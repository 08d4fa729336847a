import * as z from 'zod/mini';

/** A text of a resource's entry: what AWS allows in such a name, and that in words. */
export function namedField(pattern: RegExp, message: string, description?: string): z.ZodMiniString {
  const field = z.string().check(z.regex(pattern, message));
  return description === undefined ? field : field.check(z.describe(description));
}
