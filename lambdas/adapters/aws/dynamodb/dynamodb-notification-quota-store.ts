import { WriteConflictError } from '../../../domain/errors.ts';
import type { NotificationQuotaStore } from '../../../ports/stores/notification-quota-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { notificationQuotaKey } from './item-keys.ts';

export function createDynamodbNotificationQuotaStore(table: DynamodbTable): NotificationQuotaStore {
  return {
    readQuota: (person) => readRecord(table, notificationQuotaKey(person)),
    async saveQuota(quota) {
      const { person, version } = quota;
      const item = { ...notificationQuotaKey(person), data: quota, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`The notifications of ${person} changed since they were read`);
    },
  };
}
