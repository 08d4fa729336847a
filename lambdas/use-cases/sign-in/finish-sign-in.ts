import { SignInRefusedError } from '../../domain/errors.ts';
import { identifyCaller } from '../../domain/policy/people/identify-caller.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Session, SignInAttempt } from '../../domain/sign-in/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import type { IdentityProvider, SignedInPerson } from '../../ports/identity-provider.ts';

export interface FinishSignInDeps {
  readonly provider: IdentityProvider;
  readonly sessions: Sealed<Session>;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/** What the issuer sent a browser back with; null for whatever is missing. */
export interface FinishSignInInput {
  /** The one that this browser began with. */
  readonly attempt: SignInAttempt | null;
  readonly state: string | null;
  readonly code: string | null;
  readonly issuer: string | null;
  readonly error: string | null;
}

export interface FinishedSignIn {
  readonly person: string;
  readonly issuer: string;
  readonly returnTo: string;
  readonly session: string;
  readonly seconds: number;
}

/**
 * Starts the session of whom the issuer names. Rejects with SignInRefusedError for an answer that this browser did not ask for, and for people
 * whom policy does not name.
 */
export async function finishSignIn(
  deps: FinishSignInDeps,
  input: FinishSignInInput,
): Promise<FinishedSignIn> {
  const { attempt, code, error } = input;
  if (attempt === null) {
    throw new SignInRefusedError(
      'This browser has not begun to sign in, or more than ten minutes ago: begin again',
    );
  }
  if (input.state !== attempt.state) {
    throw new SignInRefusedError(
      'This answer belongs to another sign-in, perhaps of another tab: begin again',
    );
  }
  if (error !== null) throw new SignInRefusedError(`The issuer did not sign you in${namedError(error)}`);
  if (code === null) throw new SignInRefusedError('The issuer sent no code: begin again');
  const found = await deps.provider.identify({ code, issuer: input.issuer }, attempt);
  return await sessionFor(deps, found, attempt);
}

async function sessionFor(
  { sessions, clock, policy: { people } }: FinishSignInDeps,
  found: SignedInPerson,
  { returnTo }: SignInAttempt,
): Promise<FinishedSignIn> {
  const person = identifyCaller(people, { kind: 'session', ...found });
  if (person === null) {
    const { host } = new URL(found.issuer);
    throw new SignInRefusedError(
      `You are signed in at ${host}, and people.yaml has nobody with your subject there. If you belong here, have it added to you as oidc: { subject: ${JSON.stringify(found.subject)} }`,
    );
  }
  const seconds = (people.signIn?.consoleHours ?? 0) * 3600;
  const now = clock.now();
  const session = await sessions.seal({
    ...found,
    signedInAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
  });
  return { person: person.id, issuer: found.issuer, returnTo, session, seconds };
}

/** Its name as RFC 6749 has it; anything else is text of somebody else's. */
function namedError(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? `: ${error}` : '';
}
