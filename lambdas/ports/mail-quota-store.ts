import type { MailQuota } from '../domain/reporting/mail/mail-quota.ts';

/** How many mails each person got recently. Rejects with DependencyUnavailableError when the table does not answer. */
export interface MailQuotaStore {
  readQuota(person: string): Promise<MailQuota | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveQuota(quota: MailQuota): Promise<void>;
}
