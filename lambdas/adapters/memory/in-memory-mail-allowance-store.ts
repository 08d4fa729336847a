import { WriteConflictError } from '../../domain/errors.ts';
import type { MailAllowance } from '../../domain/mail/mail-allowance.ts';
import type { MailAllowanceStore } from '../../ports/mail-allowance-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryMailAllowanceStore(): MailAllowanceStore {
  const allowances = new Map<string, MailAllowance>();
  return {
    readAllowance: async (person) => allowances.get(person) ?? null,
    saveAllowance: async (allowance) => {
      if ((allowances.get(allowance.person)?.version ?? 0) !== allowance.version - 1) {
        throw new WriteConflictError(`The mails of ${allowance.person} changed since they were read`);
      }
      allowances.set(allowance.person, jsonCopy(allowance));
    },
  };
}
