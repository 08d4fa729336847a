import type * as z from 'zod/mini';
import { ConfigurationError } from '../../../domain/errors.ts';
import type { JsonService } from './json-service.ts';

/**
 * The output of a reading operation in the shape that is used of it. A fault is one of the set-up (throttling was waited
 * out): a missing permission, or a name in policy that is not there. Throws ConfigurationError; the input is not quoted.
 */
export async function readOutput<Schema extends z.core.$ZodType>(
  call: JsonService,
  operation: string,
  input: object,
  schema: Schema & { parse(value: unknown): z.core.output<Schema> },
): Promise<z.core.output<Schema>> {
  const response = await call(operation, input);
  if (!response.ok) throw new ConfigurationError(`${operation} was refused: ${response.fault}`);
  return schema.parse(response.output);
}

/** Timestamps of AWS JSON are seconds since 1970, with a fraction. */
export function epochSeconds(instant: Date): number {
  return instant.getTime() / 1000;
}

/** ISO 8601 UTC. */
export function isoOfEpoch(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
