import type { NotificationQuotaStore } from '../../../ports/stores/notification-quota-store.ts';
import { type DynamodbTable, readRecord, saveVersion } from './dynamodb-table.ts';
import { notificationQuotaKey } from './item-keys.ts';

export function createDynamodbNotificationQuotaStore(table: DynamodbTable): NotificationQuotaStore {
  return {
    readQuota: (person) => readRecord(table, notificationQuotaKey(person)),
    saveQuota: async (quota) =>
      await saveVersion(
        table,
        { ...notificationQuotaKey(quota.person), data: quota },
        `The notifications of ${quota.person} changed since they were read`,
      ),
  };
}
