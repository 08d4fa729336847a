import type { MailAllowance } from '../domain/mail/mail-allowance.ts';

/** How many mails each person got lately. Rejects with DependencyUnavailableError when the table does not answer. */
export interface MailAllowanceStore {
  readAllowance(person: string): Promise<MailAllowance | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveAllowance(allowance: MailAllowance): Promise<void>;
}
