import { UnauthenticatedError, UnknownCallerError } from '../../domain/errors.ts';
import {
  type Caller,
  type IdentifiedPerson,
  identifyCaller,
} from '../../domain/policy/people/identify-caller.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { WithSessions } from '../../runtime/build/build-sessions.ts';
import type { ConsoleAccess } from '../../runtime/env/env.ts';
import type { HttpRequest } from '../http-request.ts';
import { sessionOf } from '../session-of.ts';

export interface WhoCommandsDeps extends WithSessions {
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly access: ConsoleAccess;
  readonly linkKeys: LinkKeys;
  readonly clock: Clock;
}

/**
 * Who calls a route that is signed on AWS; where pages are open to everybody, whoever is at this computer. Throws UnauthenticatedError,
 * UnknownCallerError.
 */
export function callingPerson(
  { access, policy }: WhoCommandsDeps,
  { callerArn }: HttpRequest,
  named: string | undefined,
): IdentifiedPerson {
  if (callerArn === null && access !== 'open') {
    throw new UnauthenticatedError('Commands are signed with AWS credentials');
  }
  const caller: Caller =
    callerArn === null ? { kind: 'operator', named: named ?? null } : { kind: 'principal', arn: callerArn };
  const person = identifyCaller(policy.people, caller);
  if (person !== null) return person;
  throw new UnknownCallerError(
    callerArn === null
      ? 'people.yaml has no such person'
      : `${callerArn} is not exactly one person of people.yaml: name it under the iam of one`,
  );
}

/**
 * Whoever looks at a page of Firebreak, and the incident that they mean: by a personal link the one that it was made for, else the one that
 * they name. Throws UnauthenticatedError.
 */
export async function personOnPage(
  deps: WhoCommandsDeps,
  request: HttpRequest,
  { key, incidentId = '' }: { readonly key: string | undefined; readonly incidentId?: string | undefined },
): Promise<{ readonly incidentId: string; readonly person: IdentifiedPerson }> {
  if (key !== undefined) return await linkedPerson(deps, key);
  const person = await sessionPerson(deps, request);
  if (person === null) {
    throw new UnauthenticatedError('You are not signed in, or not any more: sign in again');
  }
  return { incidentId, person };
}

/** Whoever is signed in, or null. */
export async function sessionPerson(
  { browserSessions, policy, clock }: Omit<WhoCommandsDeps, 'linkKeys' | 'access'>,
  request: HttpRequest,
): Promise<IdentifiedPerson | null> {
  const session = await sessionOf(browserSessions, request, clock.now());
  return session && identifyCaller(policy.people, { kind: 'session', ...session });
}

/** Whoever a living personal link to an incident was made for. Throws UnauthenticatedError. */
export async function linkedPerson(
  { linkKeys, policy, clock }: Pick<WhoCommandsDeps, 'linkKeys' | 'policy' | 'clock'>,
  key: string,
): Promise<{ readonly incidentId: string; readonly person: IdentifiedPerson }> {
  const claims = await linkKeys.verify(key, 'view', clock.now());
  const person = claims && identifyCaller(policy.people, { kind: 'link', person: claims.person });
  if (claims === null || person === null) {
    throw new UnauthenticatedError('This link is no longer valid; use the one in the newest mail');
  }
  return { incidentId: claims.subject, person };
}
