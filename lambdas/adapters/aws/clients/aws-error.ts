import {
  ConfigurationError,
  DependencyUnavailableError,
  type FirebreakError,
  InvalidInputError,
} from '../../../domain/errors.ts';

/** Faults of the installation: repeating the call does not help. */
const misconfigured = new Set([
  'AccessDeniedException',
  'InvalidSignatureException',
  'ResourceNotFoundException',
  'StateMachineDoesNotExist',
  'UnrecognizedClientException',
]);

/** A service's fault in our own words. `what` names the call; the input is never quoted. */
export function errorOfFault(fault: string, what: string): FirebreakError {
  if (misconfigured.has(fault)) return new ConfigurationError(`${what} was refused: ${fault}`);
  if (fault === 'ValidationException') return new InvalidInputError(`${what} is not possible: ${fault}`);
  return new DependencyUnavailableError(`${what} failed: ${fault}`);
}
