import { FirebreakError } from '../domain/errors.ts';
import { errorResponse, type HttpResponse } from './http-response.ts';

const statusByCode: Readonly<Record<string, number>> = {
  'input.invalid': 400,
  'auth.rejected': 401,
  'approval.wrong-code': 403,
  'approval.sign-in-needed': 403,
  'sign-in.refused': 403,
  'incident.restricted': 403,
  'caller.unknown': 403,
  'record.not-found': 404,
  'input.too-large': 413,
  'store.conflict': 409,
  'command.refused': 409,
  'postmortem.changed': 409,
  'approval.void': 409,
  'approval.decided': 409,
  'approval.expired': 409,
  // Never 429 or 403: senders drop what got a 4xx.
  'dependency.unavailable': 503,
};

/** Messages that name parts of the installation; they are for the log. */
const withheld: Readonly<Record<string, string>> = {
  'dependency.unavailable': 'A required service does not respond; try again',
};

/** What a caller is told of an error: status, stable code, a message without internals. */
export function responseForError(error: unknown): HttpResponse {
  const status = error instanceof FirebreakError ? statusByCode[error.code] : undefined;
  if (!(error instanceof FirebreakError) || status === undefined) {
    return errorResponse(500, 'internal', 'Something went wrong; it was logged');
  }
  return errorResponse(status, error.code, withheld[error.code] ?? error.message, detailsOf(error));
}

/** An error may carry `details`, plain JSON that its caller is meant to see. */
function detailsOf(error: FirebreakError): Readonly<Record<string, unknown>> {
  if (!('details' in error) || typeof error.details !== 'object' || error.details === null) return {};
  return Object.fromEntries(Object.entries(error.details));
}
