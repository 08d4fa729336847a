import type { NotificationQuota } from '../../../../lambdas/domain/reporting/notifications/notification-quota.ts';
import type { NotificationQuotaStore } from '../../../../lambdas/ports/stores/notification-quota-store.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryNotificationQuotaStore(): NotificationQuotaStore {
  const quotas = new Map<string, NotificationQuota>();
  return {
    readQuota: async (person) => quotas.get(person) ?? null,
    saveQuota: async (quota) =>
      saveVersion(
        quotas,
        quota.person,
        quota,
        `The notifications of ${quota.person} changed since they were read`,
      ),
  };
}
