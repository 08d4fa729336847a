import { InvalidInputError } from './errors.ts';

/** Milliseconds since 1970 of an ISO 8601 time. Throws InvalidInputError: a time that is not one must not pass as early. */
export function instantOf(time: string): number {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw new InvalidInputError(`"${time}" is not a time`);
  return milliseconds;
}
