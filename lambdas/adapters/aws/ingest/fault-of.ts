import {
  ConfigurationError,
  DependencyUnavailableError,
  type FirebreakError,
} from '../../../domain/errors.ts';
import type { SignedResponse } from './signed-call.ts';

/** The code of an AWS fault, from the header or body of a service that speaks JSON or XML; null when there is none. */
export function faultOf(response: SignedResponse): string | null {
  const found =
    response.headers['x-amzn-errortype'] ??
    /"__type"\s*:\s*"([^"]+)"/.exec(response.body)?.[1] ??
    /<Code>([^<]+)<\/Code>/.exec(response.body)?.[1];
  // `prefix#Name:http://…` in some services.
  return found === undefined ? null : (/([A-Za-z]+)(?::|$)/.exec(found)?.[1] ?? null);
}

/** For an answer that is not the expected one. 4xx is a fault of the set-up: access, a name, a quota. */
export function unexpectedResponse(response: SignedResponse, what: string): FirebreakError {
  const message = `${what} was answered with ${response.status} ${faultOf(response) ?? ''}`.trimEnd();
  const misconfigured = response.status === 401 || response.status === 403 || response.status === 404;
  return misconfigured ? new ConfigurationError(message) : new DependencyUnavailableError(message);
}
