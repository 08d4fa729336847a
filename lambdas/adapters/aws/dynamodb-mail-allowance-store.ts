import { WriteConflictError } from '../../domain/errors.ts';
import type { MailAllowanceStore } from '../../ports/mail-allowance-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { mailAllowanceKey } from './item-keys.ts';

export function createDynamodbMailAllowanceStore(table: DynamodbTable): MailAllowanceStore {
  return {
    readAllowance: (person) => readRecord(table, mailAllowanceKey(person)),
    async saveAllowance(allowance) {
      const { person, version } = allowance;
      const item = { ...mailAllowanceKey(person), data: allowance, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`The mails of ${person} changed since they were read`);
    },
  };
}
