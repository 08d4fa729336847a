import { UnauthenticatedError, UnknownCallerError } from '../../domain/errors.ts';
import {
  type Caller,
  type IdentifiedPerson,
  identifyCaller,
} from '../../domain/policy/people/identify-caller.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { ConsoleAccess } from '../../runtime/env/env.ts';
import type { HttpRequest } from '../http-request.ts';

export interface WhoEditsDeps {
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly access: ConsoleAccess;
  readonly linkKeys: LinkKeys;
  readonly clock: Clock;
}

/** Whoever signed; where pages are open to everybody, whoever is at this computer. Throws UnauthenticatedError, UnknownCallerError. */
export function callingPerson(
  { access, policy }: WhoEditsDeps,
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

/** Whoever a living personal link to an incident was made for. Throws UnauthenticatedError. */
export async function linkedPerson(
  { linkKeys, policy, clock }: WhoEditsDeps,
  key: string,
): Promise<{ readonly incidentId: string; readonly person: IdentifiedPerson }> {
  const claims = await linkKeys.verify(key, 'view', clock.now());
  const person = claims && identifyCaller(policy.people, { kind: 'link', person: claims.person });
  if (claims === null || person === null) {
    throw new UnauthenticatedError('This link is no longer valid; use the one in the newest mail');
  }
  return { incidentId: claims.subject, person };
}
