import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';
import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { accepted, refused } from './headers.ts';

/** For senders that can set one header but not `Authorization`. */
const tokenHeaders = ['x-firebreak-token', 'x-api-key'] as const;

/**
 * The secret itself, presented once: as bearer, as basic password (or whole `user:password`), in a token header, or as the last
 * part of the address.
 */
export function verifyToken(request: RawRequest, { secrets }: SenderVerificationContext): SenderVerification {
  const presented = presentedTokens(request);
  if (presented === null) return refused('more than one credential');
  const tokens = presented.map(digestOf);
  let found = false;
  for (const [place, expected] of expectedOf(secrets).entries()) {
    const secret = secrets[place] ?? '';
    for (const token of tokens) {
      if (lazyCrypto().timingSafeEqual(token, expected) && secret !== '') found = true;
    }
  }
  return found ? accepted : refused(presented.length === 0 ? 'no credential' : 'wrong credential');
}

/** Every reading of the one credential; null when there are several credentials. */
function presentedTokens(request: RawRequest): readonly string[] | null {
  const authorization = request.headers['authorization'] ?? [];
  const others = tokenHeaders.flatMap((name) => request.headers[name] ?? []);
  if (request.pathToken !== null) others.push(request.pathToken);
  if (authorization.length + others.length > 1) return null;
  const [header] = authorization;
  return header === undefined ? others : authorizationTokens(header);
}

function authorizationTokens(header: string): readonly string[] {
  const match = /^(bearer|basic|token|genie-?key)\s+(\S+)\s*$/i.exec(header);
  const [, scheme = '', value = ''] = match ?? [];
  if (scheme.toLowerCase() !== 'basic') return value === '' ? [] : [value];
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return [pair, pair.slice(pair.indexOf(':') + 1)];
}

const expectedBySecrets = new WeakMap<readonly string[], readonly Buffer[]>();

/** The same list of live secrets comes with every request until they are rotated. */
function expectedOf(secrets: readonly string[]): readonly Buffer[] {
  const known = expectedBySecrets.get(secrets) ?? secrets.map(digestOf);
  expectedBySecrets.set(secrets, known);
  return known;
}

/** Of one length whatever the text's, so that comparing takes the same time for all. */
function digestOf(text: string): Buffer {
  return lazyCrypto().hash('sha256', text, 'buffer');
}
