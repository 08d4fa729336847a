import * as z from 'zod';
import { AwsFault } from './aws-fault.ts';

/** Reads a JSON request. Throws AwsFault with the service's name for a request that is wrong. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  body: Buffer,
  faultType: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsFault('SerializationException', 'The request is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AwsFault(faultType, z.prettifyError(parsed.error));
  return parsed.data;
}
