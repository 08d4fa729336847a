import type { CompiledPolicy } from '../policy/policy.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { ReachabilityFinding } from './obstacle.ts';

/** Who has not signed in for so long finds out in an incident whether it still works. */
const staleDays = 90;

/** Approvers who may not be able to sign in; none where policy names no issuer. */
export function signInFindings(
  { people: { signIn, people, approvals } }: Pick<CompiledPolicy, 'people'>,
  last: ReadonlyMap<string, SignIn>,
  now: Date,
): readonly ReachabilityFinding[] {
  if (signIn === undefined) return [];
  const approvers = new Set([...approvals.approvers, ...(approvals.securityApprovers ?? [])]);
  return people
    .filter(({ id }) => approvers.has(id))
    .flatMap(({ id, oidc }): readonly ReachabilityFinding[] => {
      if (oidc === undefined) {
        const what = `${id} has no oidc.subject, and cannot approve what takes a sign-in`;
        return [{ state: 'obstacle', what, next: 'docs/sign-in.md#subjects' }];
      }
      const found = last.get(id);
      const next = 'Let them open /me and sign in once';
      if (found === undefined || found.issuer !== signIn.issuer) {
        return [{ state: 'obstacle', what: `${id} has not signed in so far`, next }];
      }
      if (now.getTime() - Date.parse(found.at) <= staleDays * 86_400_000) return [];
      return [{ state: 'obstacle', what: `${id} signed in last on ${found.at.slice(0, 10)}`, next }];
    });
}
