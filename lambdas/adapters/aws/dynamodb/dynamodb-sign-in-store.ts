import type { SignIn } from '../../../domain/sign-in/sign-in.ts';
import type { SignInStore } from '../../../ports/stores/sign-in-store.ts';
import { type DynamodbTable, readRecord } from './dynamodb-table.ts';
import { signInKey } from './item-keys.ts';

export function createDynamodbSignInStore(table: DynamodbTable): SignInStore {
  return {
    readSignIn: (person) => readRecord<SignIn>(table, signInKey(person)),
    async recordSignIn(signIn) {
      await table.put({ ...signInKey(signIn.person), data: signIn, attributes: {} });
    },
  };
}
