import type { RestCall } from '../../protocol/rest-json.ts';
import { secretValue } from './secret-value.ts';
import { secretsManager } from './secrets-manager.ts';
import { findSecret } from './secrets-manager-state.ts';

/** Whether a request to a server outside AWS carries the current value of a secret of the account as its token. */
export function holdsToken<State>(
  { request, stateOf }: Pick<RestCall<State>, 'request' | 'stateOf'>,
  secret: string,
): boolean {
  const found = findSecret(stateOf(secretsManager), secret);
  const version = found?.labels['AWSCURRENT'];
  return (
    found !== undefined &&
    version !== undefined &&
    request.headers.authorization === secretValue(found.name, version)
  );
}
