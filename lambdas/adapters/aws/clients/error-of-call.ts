import {
  ConfigurationError,
  DependencyUnavailableError,
  FirebreakError,
  InvalidInputError,
} from '../../../domain/errors.ts';
import { AwsFault } from '../../../ports/aws-clients.ts';
import { failureOf } from './failure.ts';

/** The caller's input does not fit; the same call will be refused again. */
const invalid = new Set(['InvalidParameterException', 'MalformedQueryException', 'ValidationException']);
/** Faults with a 4xx that pass: too much at once, or something else in progress. */
const passing = /Limit|Throttl|TooMany|SlowDown|InProgress|RequestTimeout/i;
const passingStatuses: readonly number[] = [408, 409, 429];

/**
 * What a caller gets for whatever the SDK throws, `what` being the service and operation. Neither the input nor the service's words are
 * quoted: they may hold data of the user. What is not a failure of the call, such as an input of the wrong type, stays as it is.
 */
export function errorOfCall(error: unknown, what: string): unknown {
  if (error instanceof FirebreakError) return error;
  const { status, fault, requestId, code, isUnanswered, isLate } = failureOf(error);
  if (isUnanswered) {
    const reason = isLate ? 'it took too long' : 'connection failed';
    // Of the error itself only the code: it may hold bytes of an answer.
    return new DependencyUnavailableError(`${what} got no answer: ${reason}`, { cause: new Error(code) });
  }
  if (status === null) return error;
  const options = { cause: new AwsFault(fault, status, requestId) };
  if (status < 300) return new DependencyUnavailableError(`The answer to ${what} cannot be read`, options);
  if (status >= 500 || passingStatuses.includes(status) || passing.test(fault)) {
    return new DependencyUnavailableError(`${what} failed: ${fault}`, options);
  }
  if (invalid.has(fault)) return new InvalidInputError(`${what} is not possible: ${fault}`, options);
  return new ConfigurationError(`${what} was refused: ${fault}`, options);
}
