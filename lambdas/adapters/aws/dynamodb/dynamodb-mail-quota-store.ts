import { WriteConflictError } from '../../../domain/errors.ts';
import type { MailQuotaStore } from '../../../ports/mail-quota-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { mailQuotaKey } from './item-keys.ts';

export function createDynamodbMailQuotaStore(table: DynamodbTable): MailQuotaStore {
  return {
    readQuota: (person) => readRecord(table, mailQuotaKey(person)),
    async saveQuota(quota) {
      const { person, version } = quota;
      const item = { ...mailQuotaKey(person), data: quota, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`The mails of ${person} changed since they were read`);
    },
  };
}
