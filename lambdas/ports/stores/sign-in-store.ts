import type { SignIn } from '../../domain/sign-in/sign-in.ts';

/** When each person signed in last. Rejects with DependencyUnavailableError when the table does not answer. */
export interface SignInStore {
  readSignIn(person: string): Promise<SignIn | null>;
  /** In the place of the one before. */
  recordSignIn(signIn: SignIn): Promise<void>;
}
