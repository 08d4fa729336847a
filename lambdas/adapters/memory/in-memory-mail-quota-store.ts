import { WriteConflictError } from '../../domain/errors.ts';
import type { MailQuota } from '../../domain/mail/mail-quota.ts';
import type { MailQuotaStore } from '../../ports/mail-quota-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryMailQuotaStore(): MailQuotaStore {
  const mailQuotas = new Map<string, MailQuota>();
  return {
    readQuota: async (person) => mailQuotas.get(person) ?? null,
    saveQuota: async (allowance) => {
      if ((mailQuotas.get(allowance.person)?.version ?? 0) !== allowance.version - 1) {
        throw new WriteConflictError(`The mails of ${allowance.person} changed since they were read`);
      }
      mailQuotas.set(allowance.person, jsonCopy(allowance));
    },
  };
}
