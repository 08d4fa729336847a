import { identifyCaller } from '../policy/people/identify-caller.ts';
import type { PeoplePolicy } from '../policy/policy.ts';
import type { Step } from '../records/plan.ts';
import { clockSkewSeconds, type Session } from './session.ts';

/** `fresh`: people prove anew who they are; `recent`: a sign-in of the last minutes is enough. */
export type RequiredSignIn = 'none' | 'recent' | 'fresh';

type SignInPolicy = Pick<PeoplePolicy, 'signIn' | 'approvals'>;

/** What an approval of a step takes beside link and code. Without an issuer nothing can be asked for. */
export function requiredSignIn(
  { signIn, approvals }: SignInPolicy,
  { risk }: Pick<Step, 'risk'>,
): RequiredSignIn {
  if (signIn === undefined) return 'none';
  if (risk === 'irreversible') return 'fresh';
  return approvals.signIn === 'all' ? 'recent' : 'none';
}

/** Whether somebody could approve such a step at all: people without a subject cannot sign in. */
export function mayApprove(people: PeoplePolicy, person: string, step: Pick<Step, 'risk'>): boolean {
  return (
    requiredSignIn(people, step) === 'none' ||
    people.people.some(({ id, oidc }) => id === person && oidc !== undefined)
  );
}

/**
 * Whether the holder of a link has signed in as policy asks. `needed`: not at all; `other-person`: somebody else has, or nobody whom policy
 * knows; `too-old`: too long ago; `unknown-age`: the issuer does not tell when; `too-weak`: not in the way that policy asks for.
 */
export type ApprovalSignIn =
  | { readonly state: 'not-needed' }
  | { readonly state: 'needed' | 'too-old' | 'unknown-age' | 'too-weak' }
  | { readonly state: 'other-person'; readonly person: string | null }
  | { readonly state: 'done'; readonly at: string; readonly issuer: string };

export function approvalSignIn(
  people: PeoplePolicy,
  step: Pick<Step, 'risk'>,
  person: string,
  session: Session | null,
  now: Date,
): ApprovalSignIn {
  const required = requiredSignIn(people, step);
  const { signIn } = people;
  if (required === 'none' || signIn === undefined) return { state: 'not-needed' };
  if (session === null) return { state: 'needed' };
  const found = identifyCaller(people, { kind: 'session', ...session });
  if (found?.id !== person) return { state: 'other-person', person: found?.id ?? null };
  const secondsSince = (at: string) => (now.getTime() - Date.parse(at)) / 1000;
  const { issuer, signedInAt, authenticatedAt, acr } = session;
  if (required === 'recent') {
    return secondsSince(signedInAt) > signIn.approvalMinutes * 60
      ? { state: 'too-old' }
      : { state: 'done', at: signedInAt, issuer };
  }
  if (authenticatedAt === null) return { state: 'unknown-age' };
  if (secondsSince(authenticatedAt) > signIn.maxAgeSeconds + clockSkewSeconds) return { state: 'too-old' };
  const { acrValues } = signIn;
  if (acrValues !== undefined && (acr === null || !acrValues.includes(acr))) return { state: 'too-weak' };
  return { state: 'done', at: authenticatedAt, issuer };
}
