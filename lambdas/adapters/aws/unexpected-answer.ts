import { ConfigurationError } from '../../domain/errors.ts';
import type { AwsAnswer, AwsCall } from '../../ports/aws-caller.ts';

/** For an answer that only a missing permission or a wrong id explains. Bodies stay out of it: they may hold user data. */
export function unexpectedAnswer(call: AwsCall, answer: AwsAnswer): ConfigurationError {
  const type = answer.headers['x-amzn-errortype']?.split(':', 1)[0];
  const path = call.path.split('?', 1)[0] ?? '/';
  return new ConfigurationError(
    `${call.service} answered ${answer.status}${type === undefined ? '' : ` ${type}`} to ${call.method} ${path}`,
  );
}
