import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { signInSchema } from '../../../../lambdas/domain/policy/schemas/sign-in-schema.ts';
import type { Session } from '../../../../lambdas/domain/sign-in/session.ts';
import { aPolicy } from './a-policy.ts';

export const testIssuer = 'https://login.example.com';

export type SignInSettings = Readonly<Record<string, unknown>>;

/** A small policy where people sign in: the subject of `ana` is `sub-ana`. */
export function signInPolicy(settings: SignInSettings = {}, asked?: 'irreversible' | 'all'): CompiledPolicy {
  const policy = aPolicy();
  const { people } = policy;
  return {
    ...policy,
    people: {
      ...people,
      people: people.people.map((person) => ({ ...person, oidc: { subject: `sub-${person.id}` } })),
      signIn: signInSchema.parse({ issuer: testIssuer, clientId: 'firebreak', ...settings }),
      approvals: { ...people.approvals, ...(asked === undefined ? {} : { signIn: asked }) },
    },
  };
}

/** A session of `ana` that began, and whose person proved who they are, at this time. */
export function aSession(at: string, overrides: Partial<Session> = {}): Session {
  return {
    issuer: testIssuer,
    subject: 'sub-ana',
    signedInAt: at,
    authenticatedAt: at,
    acr: null,
    expiresAt: new Date(Date.parse(at) + 8 * 3_600_000).toISOString(),
    ...overrides,
  };
}
