import { describe, expect, it } from '@jest/globals';
import { peopleWhoAgree, withPeopleWhoAgree } from '../../../lambdas/domain/policy/people-who-agree.ts';
import { guardrailsSchema } from '../../../lambdas/domain/policy/schemas/guardrails-schema.ts';

const asks = { reversible: 'approve', irreversible: 'approve' } as const;
const policyWith = (people: object) =>
  guardrailsSchema.parse({ mode: { SEV1: asks, SEV2: asks, SEV3: asks }, people });

describe('how many people must agree where policy says nothing', () => {
  it('is one for what can be undone', () => {
    expect(peopleWhoAgree(withPeopleWhoAgree(policyWith({}), false), 'SEV1', 'reversible')).toBe(1);
  });

  it('is two for what cannot be undone while nobody signs in, and one where people do', () => {
    expect(peopleWhoAgree(withPeopleWhoAgree(policyWith({}), false), 'SEV1', 'irreversible')).toBe(2);
    expect(peopleWhoAgree(withPeopleWhoAgree(policyWith({}), true), 'SEV1', 'irreversible')).toBe(1);
  });

  it('is two for what cannot be undone in a policy that nobody filled in', () => {
    expect(peopleWhoAgree(policyWith({}), 'SEV2', 'irreversible')).toBe(2);
  });

  it('is what policy says', () => {
    const policy = policyWith({ SEV1: { irreversible: 1 }, SEV2: { irreversible: 3 } });
    for (const signsIn of [true, false]) {
      const filled = withPeopleWhoAgree(policy, signsIn);
      expect(peopleWhoAgree(filled, 'SEV1', 'irreversible')).toBe(1);
      expect(peopleWhoAgree(filled, 'SEV2', 'irreversible')).toBe(3);
    }
  });
});
