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
  /** How long it asks to be left alone, where it says so; set by `unavailableFor`. */
  declare readonly retryAfterSeconds?: number;
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

/** A body beyond what can be kept; the message names the limit. */
export class PayloadTooLargeError extends FirebreakError {
  readonly code = 'input.too-large';
}

/** Credentials are missing or wrong. The message never says which. */
export class UnauthenticatedError extends FirebreakError {
  readonly code = 'auth.rejected';
}

/** The incident is security-sensitive, and policy does not name the reader. The message tells nothing of it. */
export class RestrictedError extends FirebreakError {
  readonly code = 'incident.restricted';

  constructor() {
    super(
      'This incident is security-sensitive: only the people whom people.yaml names for security may see it',
    );
  }
}

/** Policy names nobody for whoever calls; the message says what to do. */
export class UnknownCallerError extends FirebreakError {
  readonly code = 'caller.unknown';
}

/** Somebody else wrote in the same place of a postmortem since it was read. The message holds what they wrote. */
export class PostmortemChangedError extends FirebreakError {
  readonly code = 'postmortem.changed';
}

/** The process is not set up: an environment variable, secret or policy is missing or empty. */
export class ConfigurationError extends FirebreakError {
  readonly code = 'configuration.invalid';
}

/** What became of an approval, as its approvers are told. */
export interface RecordedOutcome {
  readonly state: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** The match code is wrong. At 0 tries left the link is dead. */
export class WrongCodeError extends FirebreakError {
  readonly code = 'approval.wrong-code';
  readonly details: { readonly triesLeft: number };

  constructor(message: string, triesLeft: number) {
    super(message);
    this.details = { triesLeft };
  }
}

/** The step takes a sign-in of the link's own person, and this one does not count; the message says why and what to do. */
export class SignInNeededError extends FirebreakError {
  readonly code = 'approval.sign-in-needed';
}

/** What came back from the issuer does not prove who somebody is; the message says what was wrong and never quotes it. */
export class SignInRefusedError extends FirebreakError {
  readonly code = 'sign-in.refused';
}

/** The approval takes no decision any more; the details are what is recorded of it. */
abstract class EndedApprovalError extends FirebreakError {
  readonly details: RecordedOutcome;

  constructor(message: string, details: RecordedOutcome) {
    super(message);
    this.details = details;
  }
}

/** The approval was decided before; the details say how. */
export class ApprovalDecidedError extends EndedApprovalError {
  readonly code = 'approval.decided';
}

/** What was asked no longer fits the incident; the message says why. */
export class ApprovalVoidError extends EndedApprovalError {
  readonly code = 'approval.void';
}

/** Nobody decided in time. */
export class ApprovalExpiredError extends EndedApprovalError {
  readonly code = 'approval.expired';
}

/** A person's command does not fit the incident as it is; the message says why. */
export class CommandRefusedError extends FirebreakError {
  readonly code = 'command.refused';
}

/** The sweep could not finish everything it found; the rest was done. The message names what is left. */
export class SweepIncompleteError extends FirebreakError {
  readonly code = 'sweep.incomplete';
}
