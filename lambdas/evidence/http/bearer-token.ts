import { ConfigurationError } from '../../domain/errors.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** The token that policy names, or undefined when it names none. What is no token is never quoted. */
export async function readBearerToken(
  secrets: Secrets,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const token = (await secrets.read(name)).trim();
  // https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  if (!/^[\w\-.~+/]+=*$/.test(token)) {
    throw new ConfigurationError(`The secret ${name} is not a bearer token: it must be the token alone`);
  }
  return token;
}
