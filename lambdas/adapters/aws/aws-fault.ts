import { ConfigurationError, DependencyUnavailableError, type FirebreakError } from '../../domain/errors.ts';
import type { AwsAnswer } from '../../ports/aws-caller.ts';

/** The code of an AWS fault, from the header or body of either JSON or XML services; null when there is none. */
export function faultOf(answer: AwsAnswer): string | null {
  const found =
    answer.headers['x-amzn-errortype'] ??
    /"__type"\s*:\s*"([^"]+)"/.exec(answer.body)?.[1] ??
    /<Code>([^<]+)<\/Code>/.exec(answer.body)?.[1];
  // `prefix#Name:http://…` in some services.
  return found === undefined ? null : (/([A-Za-z]+)(?::|$)/.exec(found)?.[1] ?? null);
}

/** For an answer that is not the expected one. 4xx is a fault of the set-up: access, a name, a quota. */
export function unexpectedAnswer(answer: AwsAnswer, what: string): FirebreakError {
  const message = `${what} was answered with ${answer.status} ${faultOf(answer) ?? ''}`.trimEnd();
  const misconfigured = answer.status === 401 || answer.status === 403 || answer.status === 404;
  return misconfigured ? new ConfigurationError(message) : new DependencyUnavailableError(message);
}
