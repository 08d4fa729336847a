import { DependencyUnavailableError } from './errors.ts';

/** Of a dependency that says how long it wants to be left alone; null: it does not say. */
export function unavailableFor(message: string, seconds: number | null): DependencyUnavailableError {
  const error = new DependencyUnavailableError(message);
  return seconds === null ? error : Object.assign(error, { retryAfterSeconds: seconds });
}
