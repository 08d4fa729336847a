import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { NotificationQuota } from '../../../lambdas/domain/reporting/notifications/notification-quota.ts';
import type { NotificationQuotaStore } from '../../../lambdas/ports/stores/notification-quota-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryNotificationQuotaStore(): NotificationQuotaStore {
  const quotas = new Map<string, NotificationQuota>();
  return {
    readQuota: async (person) => quotas.get(person) ?? null,
    saveQuota: async (quota) => {
      if ((quotas.get(quota.person)?.version ?? 0) !== quota.version - 1) {
        throw new WriteConflictError(`The notifications of ${quota.person} changed since they were read`);
      }
      quotas.set(quota.person, jsonCopy(quota));
    },
  };
}
