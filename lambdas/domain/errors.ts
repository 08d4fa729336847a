/**
 * The one error family. `code` is dotted and stable (docs/errors.md lists every one); `retryable` tells callers, and
 * the workflow's Retry matches on the class name, so a class is either always or never worth repeating.
 */
export abstract class FirebreakError extends Error {
  abstract readonly code: string;
  readonly retryable: boolean = false;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A dependency answered with a fault or not at all; the same call may succeed later. */
export class DependencyUnavailableError extends FirebreakError {
  readonly code = 'dependency.unavailable';
  override readonly retryable = true;
}

/** Somebody else wrote the item since it was read; read again and repeat the use case. */
export class WriteConflictError extends FirebreakError {
  readonly code = 'store.conflict';
  override readonly retryable = true;
}

/** Something that must exist does not. Never retried. */
export class NotFoundError extends FirebreakError {
  readonly code = 'record.not-found';
}

/** The caller's input does not have the expected shape; the message names the field. */
export class InvalidInputError extends FirebreakError {
  readonly code = 'input.invalid';
}

/** Credentials are missing or wrong. The message never says which. */
export class UnauthenticatedError extends FirebreakError {
  readonly code = 'auth.rejected';
}

/** The process is not set up: an environment variable, secret or policy is missing or empty. */
export class ConfigurationError extends FirebreakError {
  readonly code = 'configuration.invalid';
}
