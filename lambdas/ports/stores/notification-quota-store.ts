import type { NotificationQuota } from '../../domain/reporting/notifications/notification-quota.ts';

/** How many notifications each person got recently. Rejects with DependencyUnavailableError when the table does not answer. */
export interface NotificationQuotaStore {
  readQuota(person: string): Promise<NotificationQuota | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveQuota(quota: NotificationQuota): Promise<void>;
}
