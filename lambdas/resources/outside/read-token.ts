import { ConfigurationError } from '../../domain/errors.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** What a server outside AWS is shown. What is no token is never quoted. */
export async function readToken(secrets: Secrets, name: string): Promise<string> {
  const token = (await secrets.read(name)).trim();
  // What may stand in a header of HTTP, without spaces.
  if (/^[\x21-\x7e]{1,4096}$/.test(token)) return token;
  throw new ConfigurationError(`The secret ${name} is not a token: it must be the token alone`);
}
