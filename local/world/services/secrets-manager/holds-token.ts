import type { RestCall } from '../../protocol/rest-json.ts';
import { secretValue } from './secret-value.ts';
import { secretsManager } from './secrets-manager.ts';
import { findSecret } from './secrets-manager-state.ts';

/** The current value of a secret of the account; null when it has none. */
export function secretOf(stateOf: RestCall<unknown>['stateOf'], name: string): string | null {
  const found = findSecret(stateOf(secretsManager), name);
  const version = found?.labels['AWSCURRENT'];
  return found === undefined || version === undefined ? null : secretValue(found, version);
}

/** Whether a request to a server outside AWS carries the current value of a secret of the account as its token. */
export function holdsToken<State>(
  { request, stateOf }: Pick<RestCall<State>, 'request' | 'stateOf'>,
  secret: string,
): boolean {
  const value = secretOf(stateOf, secret);
  return value !== null && request.headers.authorization === value;
}
