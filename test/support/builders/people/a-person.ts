import type { PersonPolicy } from '../../../../lambdas/domain/policy/policy.ts';

/** Ana, who is reached by mail. */
export function aPerson(overrides: Partial<PersonPolicy> = {}): PersonPolicy {
  return { id: 'ana', name: 'Ana', email: 'ana@example.com', channels: ['mail'], ...overrides };
}
