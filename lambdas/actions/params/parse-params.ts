import * as z from 'zod/mini';
import { InvalidInputError } from '../../domain/errors.ts';

/** A non-empty text that fits into a path: no control characters, 256 at most. */
export const nameParam = z.string().check(z.regex(/^[^\p{C}\s/]{1,256}$/u, 'must be a name'));

/** Parses an action's parameters. Throws InvalidInputError naming the field that is wrong. */
export function parseParams<Params>(kind: string, schema: z.ZodMiniType<Params>, value: unknown): Params {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'params' : issue.path.join('.');
  throw new InvalidInputError(`${kind}: ${field} ${issue?.message ?? 'is invalid'}`);
}
