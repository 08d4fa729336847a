import {
  ConfigurationError,
  DependencyUnavailableError,
  FirebreakError,
  InvalidInputError,
} from '../../domain/errors.ts';

/** Faults of the installation: repeating the call does not help. */
const misconfigured = new Set([
  'AccessDeniedException',
  'InvalidSignatureException',
  'ResourceNotFoundException',
  'StateMachineDoesNotExist',
  'UnrecognizedClientException',
]);

/** An SDK's rejection in our own words. `what` names the call; the input is never quoted. */
export function fromAwsError(cause: unknown, what: string): FirebreakError {
  if (cause instanceof FirebreakError) return cause;
  const name = cause instanceof Error ? cause.name : 'unknown error';
  if (misconfigured.has(name)) return new ConfigurationError(`${what} was refused: ${name}`, { cause });
  if (name === 'ValidationException')
    return new InvalidInputError(`${what} is not possible: ${name}`, { cause });
  return new DependencyUnavailableError(`${what} failed: ${name}`, { cause });
}
