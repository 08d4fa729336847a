import type { Risk } from '../records/plan.ts';
import type { Severity } from '../records/severity.ts';
import type { GuardrailsPolicy } from './schemas/guardrails-schema.ts';

/** Whoever has a link and a code may be somebody else: where nobody signs in, two must be wrong. */
const withoutSignIn = 2;

/** How many people policy wants to agree to a step of this risk where a person decides. */
export function peopleWhoAgree(
  { people }: Pick<GuardrailsPolicy, 'people'>,
  severity: Severity,
  risk: Risk,
): number {
  return people[severity][risk] ?? withoutSignIn;
}

/** The policy with what it leaves out: one person is enough for what cannot be undone where people sign in. */
export function withPeopleWhoAgree(guardrails: GuardrailsPolicy, signsIn: boolean): GuardrailsPolicy {
  const filled = ({ reversible, irreversible }: GuardrailsPolicy['people'][Severity]) => ({
    reversible,
    irreversible: irreversible ?? (signsIn ? 1 : withoutSignIn),
  });
  const { SEV1, SEV2, SEV3 } = guardrails.people;
  return { ...guardrails, people: { SEV1: filled(SEV1), SEV2: filled(SEV2), SEV3: filled(SEV3) } };
}
