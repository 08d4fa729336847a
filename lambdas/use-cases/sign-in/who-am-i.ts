import { identifyCaller } from '../../domain/policy/people/identify-caller.ts';
import { personName } from '../../domain/policy/people/person-name.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Session } from '../../domain/sign-in/session.ts';

/** Who a browser is signed in as. */
export interface WhoAmI {
  readonly person: { readonly id: string; readonly name: string };
  readonly issuer: string;
  readonly signedInAt: string;
  readonly expiresAt: string;
  readonly isApprover: boolean;
}

/** Null for nobody: also for whoever policy does not know any more. */
export function whoAmI({ people }: Pick<CompiledPolicy, 'people'>, session: Session | null): WhoAmI | null {
  const found = session && identifyCaller(people, { kind: 'session', ...session });
  if (session === null || found === null) return null;
  const { approvers, securityApprovers = [] } = people.approvals;
  return {
    person: { id: found.id, name: personName(people.people, found.id) },
    issuer: session.issuer,
    signedInAt: session.signedInAt,
    expiresAt: session.expiresAt,
    isApprover: [...approvers, ...securityApprovers].includes(found.id),
  };
}
