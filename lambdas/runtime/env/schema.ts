import { InvalidInputError } from '../../domain/errors.ts';

/** What the wrappers need of a schema; every zod/mini schema has it. */
export interface Schema<Value> {
  safeParse(input: unknown):
    | { readonly success: true; readonly data: Value }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** The value in its expected shape. Throws InvalidInputError that names the first wrong field, never its value. */
export function checkShape<Value>(schema: Schema<Value>, input: unknown, what: string): Value {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') || 'the whole';
  throw new InvalidInputError(`${what} is not valid at ${field}: ${issue?.message ?? 'unexpected shape'}`);
}
