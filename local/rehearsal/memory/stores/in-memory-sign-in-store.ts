import type { SignIn } from '../../../../lambdas/domain/sign-in/sign-in.ts';
import type { SignInStore } from '../../../../lambdas/ports/stores/sign-in-store.ts';
import { jsonCopy } from '../json-copy.ts';

export function createInMemorySignInStore(): SignInStore {
  const signIns = new Map<string, SignIn>();
  return {
    readSignIn: async (person) => signIns.get(person) ?? null,
    recordSignIn: async (signIn) => {
      signIns.set(signIn.person, jsonCopy(signIn));
    },
  };
}
