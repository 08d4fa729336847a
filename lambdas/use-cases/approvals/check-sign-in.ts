import { SignInNeededError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval, Vote } from '../../domain/records/approval/approval.ts';
import { signInText } from '../../domain/reporting/approval/sign-in-view.ts';
import { approvalSignIn } from '../../domain/sign-in/approval-sign-in.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface CheckSignInDeps {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/**
 * The sign-in that an approval by this person rests on; null where the step takes none. Throws SignInNeededError where it takes one and this
 * does not count. That somebody else is signed in where a link is used goes on record: a link or a session may be in wrong hands.
 */
export async function checkSignIn(
  { incidents, clock, policy: { people } }: CheckSignInDeps,
  { id, incidentId, step }: Approval,
  person: string,
  session: Session | null,
): Promise<NonNullable<Vote['signedIn']> | null> {
  const now = clock.now();
  const found = approvalSignIn(people, step, person, session, now);
  if (found.state === 'not-needed') return null;
  if (found.state === 'done') return { at: found.at, issuer: found.issuer };
  if (found.state === 'other-person') {
    const who = found.person ?? 'somebody whom people.yaml does not know';
    await incidents.appendEntry(incidentId, {
      id: `approval.sign-in-refused:${id}:${person}:${found.person ?? ''}`,
      at: now.toISOString(),
      actor: 'firebreak:decide-approval',
      kind: 'approval.sign-in-refused',
      text: `The link of ${person} was used to approve, by a browser in which ${who} is signed in: refused`,
      data: { approvalId: id, person, signedIn: found.person },
    });
  }
  throw new SignInNeededError(signInText(people, person, found) ?? 'Sign in first');
}
