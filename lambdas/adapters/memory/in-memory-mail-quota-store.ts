import { WriteConflictError } from '../../domain/errors.ts';
import type { MailQuota } from '../../domain/reporting/mail/mail-quota.ts';
import type { MailQuotaStore } from '../../ports/mail-quota-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryMailQuotaStore(): MailQuotaStore {
  const mailQuotas = new Map<string, MailQuota>();
  return {
    readQuota: async (person) => mailQuotas.get(person) ?? null,
    saveQuota: async (quota) => {
      if ((mailQuotas.get(quota.person)?.version ?? 0) !== quota.version - 1) {
        throw new WriteConflictError(`The mails of ${quota.person} changed since they were read`);
      }
      mailQuotas.set(quota.person, jsonCopy(quota));
    },
  };
}
