import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';

/** Subjects that tell nobody apart, and approvers who could never approve since they cannot sign in. */
export function signInProblems({ people: file, guardrails }: PolicyFiles): readonly PolicyProblem[] {
  if (file === null) return [];
  const { yaml, value } = file;
  const { signIn, approvals, people } = value;
  const problems: PolicyProblem[] = [];
  const add = (path: FieldPath, message: string): void => {
    problems.push(yaml.problem(path, message));
  };
  for (const [index, { id, email, oidc }] of people.entries()) {
    if (oidc === undefined) continue;
    const path = ['people', index, 'oidc', 'subject'];
    if (signIn === undefined)
      add(path, 'has no issuer: give `signIn` with the issuer that it is the subject at');
    const same = people.find((each) => each.oidc?.subject === oidc.subject);
    if (same !== undefined && same.id !== id)
      add(path, `is the subject of ${same.id}: each person needs their own`);
    if (oidc.subject.toLowerCase() === email.toLowerCase()) {
      add(path, 'is their e-mail address, which can change hands: give the `sub` of their ID tokens');
    }
  }
  if (signIn === undefined) {
    if (approvals.signIn !== undefined) add(['approvals', 'signIn'], 'needs an issuer: give `signIn`');
    return problems;
  }
  const signsIn = (person: string) => people.some(({ id, oidc }) => id === person && oidc !== undefined);
  for (const list of ['approvers', 'securityApprovers'] as const) {
    const named = approvals[list] ?? [];
    for (const [index, person] of named.entries()) {
      if (approvals.signIn !== 'all' || signsIn(person) || !people.some(({ id }) => id === person)) continue;
      add(
        ['approvals', list, index],
        `${person} could approve nothing: every step takes a sign-in, and ${person} has no oidc.subject`,
      );
    }
    const able = new Set(named.filter(signsIn)).size;
    const needed = list === 'approvers' ? mostPeople(guardrails) : 1;
    if (named.length === 0 || able >= needed || approvals.signIn === 'all') continue;
    const who = able === 0 ? 'none of them has an oidc.subject' : `only ${able} of them has an oidc.subject`;
    add(
      ['approvals', list],
      `${needed === 1 ? 'somebody' : `${needed} people`} must sign in to approve what cannot be undone, and ${who}: nothing of that could be approved`,
    );
  }
  return problems;
}

function mostPeople(guardrails: PolicyFiles['guardrails']): number {
  const counts = Object.values(guardrails?.value.people ?? {}).map(({ irreversible = 1 }) => irreversible);
  return Math.max(1, ...counts);
}
