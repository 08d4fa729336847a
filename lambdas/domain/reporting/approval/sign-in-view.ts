import { personName } from '../../policy/people/person-name.ts';
import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { type ApprovalSignIn, approvalSignIn, requiredSignIn } from '../../sign-in/approval-sign-in.ts';
import type { Session } from '../../sign-in/session.ts';

/** What the page of a link says about signing in. */
export interface SignInView {
  readonly done: boolean;
  readonly text: string;
  /** Where to sign in, seen from the root of the pages. */
  readonly address: string;
}

/** Null where the step takes none. */
export function signInView(
  people: PeoplePolicy,
  { step }: Pick<Approval, 'step'>,
  person: string,
  session: Session | null,
  now: Date,
): SignInView | null {
  const found = approvalSignIn(people, step, person, session, now);
  const text = signInText(people, person, found);
  if (text === null) return null;
  const fresh = requiredSignIn(people, step) === 'fresh' ? '&fresh=1' : '';
  return { done: found.state === 'done', text, address: `v1/sign-in?return=/approve${fresh}` };
}

/** What counts of a sign-in and what is to be done, for the holder of a link; null where none is needed. */
export function signInText(people: PeoplePolicy, person: string, found: ApprovalSignIn): string | null {
  const host = people.signIn === undefined ? 'the issuer' : new URL(people.signIn.issuer).host;
  const you = personName(people.people, person);
  switch (found.state) {
    case 'not-needed':
      return null;
    case 'done':
      return `You are signed in as ${you}.`;
    case 'needed':
      return `To approve this, sign in at ${host} as ${you} first. You can reject it without.`;
    case 'other-person':
      return found.person === null
        ? `You are signed in at ${host} as somebody whom people.yaml does not know. Sign in as ${you}.`
        : `You are signed in as ${personName(people.people, found.person)}, and this link is for ${you}. Sign in as ${you}.`;
    case 'too-old':
      return `Your sign-in is too old for this step. Sign in at ${host} again.`;
    case 'unknown-age':
      return `${host} does not say when you signed in (auth_time), so it does not count here. Another approver, or whoever looks after sign-in, must help; you can reject it.`;
    case 'too-weak':
      return `This step takes a stronger sign-in at ${host}, such as one with a second factor. Sign in again.`;
    default:
      return found satisfies never;
  }
}
