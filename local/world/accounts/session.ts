import type { LocalRequest } from '../../cloud/http/loopback-server.ts';
import { AwsFault } from '../protocol/aws-fault.ts';
import type { World } from '../scenario/scenario-schema.ts';

/** Firebreak's own account. */
export const homeAccount = '000000000000';

/** Who calls, when it is a role that was taken. */
interface Session {
  readonly account: string;
  readonly expiresAtMs: number;
}

/** What stands for a session in each of its calls. */
export function sessionToken({ account, expiresAtMs }: Session): string {
  return Buffer.from(JSON.stringify({ account, expiresAtMs })).toString('base64');
}

/**
 * Why a call is refused: where a scenario plays in another account, only who took a role there is let in, in its Region, as long as the
 * session lasts. Null when it is let in.
 */
export function whyRefused(
  { location }: Pick<World, 'location'>,
  request: LocalRequest,
  nowMs: number,
): AwsFault | null {
  const token = request.headers['x-amz-security-token'];
  const session = typeof token === 'string' ? sessionOf(token) : null;
  if (session !== null && session.expiresAtMs <= nowMs) {
    return new AwsFault(
      'ExpiredTokenException',
      'The security token included in the request is expired',
      403,
    );
  }
  const account = session?.account ?? homeAccount;
  const wanted = location?.account ?? homeAccount;
  if (account !== wanted) return denied(`The caller is of the account ${account}, not of ${wanted}.`);
  const region = regionOf(request);
  if (location === undefined || region === null || region === location.region) return null;
  return denied(`Nothing of it is in ${region}.`);
}

function denied(message: string): AwsFault {
  return new AwsFault('AccessDeniedException', message, 403);
}

function sessionOf(token: string): Session | null {
  try {
    const { account, expiresAtMs } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return typeof account === 'string' && typeof expiresAtMs === 'number' ? { account, expiresAtMs } : null;
  } catch {
    return null;
  }
}

/** In the scope of the credential, in signature version 4. */
function regionOf({ headers }: LocalRequest): string | null {
  return /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? null;
}
