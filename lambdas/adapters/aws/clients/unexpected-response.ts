import { ConfigurationError } from '../../../domain/errors.ts';
import type { AwsCall, AwsResponse } from '../../../ports/aws-caller.ts';

/** For an answer that only a missing permission or a wrong id explains. Bodies stay out of it: they may hold user data. */
export function unexpectedResponse(call: AwsCall, response: AwsResponse): ConfigurationError {
  const type = response.headers['x-amzn-errortype']?.split(':', 1)[0];
  const path = call.path.split('?', 1)[0] ?? '/';
  return new ConfigurationError(
    `${call.service} answered ${response.status}${type === undefined ? '' : ` ${type}`} to ${call.method} ${path}`,
  );
}
