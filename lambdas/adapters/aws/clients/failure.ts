/** What is known of a command that failed. */
export interface Failure {
  /** HTTP status of the answer; null when none came. */
  readonly status: number | null;
  /** As the service names it, or `HTTP 502`. */
  readonly fault: string;
  readonly requestId: string | null;
  /** Of Node, such as `ECONNRESET`, or the error's name. */
  readonly code: string;
  /** No answer came, or not all of it. */
  readonly isUnanswered: boolean;
  readonly isLate: boolean;
}

/** Reads what the SDK, its handler or Node threw: errors of services have `$fault`, those of Node a code. */
export function failureOf(error: unknown): Failure {
  const { name, code, $fault, $metadata } = Object(error);
  const { httpStatusCode, requestId } = Object($metadata);
  const status = typeof httpStatusCode === 'number' ? httpStatusCode : null;
  const isService = $fault !== undefined;
  const isLate = name === 'TimeoutError' || name === 'AbortError';
  const isNetwork = typeof code === 'string' && !isService;
  return {
    status,
    fault: isService && !/^Unknown(?:Error)?$/.test(name) ? String(name) : `HTTP ${status}`,
    requestId: typeof requestId === 'string' ? requestId : null,
    code: String(isNetwork ? code : name),
    isUnanswered: status === null && (isNetwork || isLate),
    isLate: isLate && !isNetwork,
  };
}
