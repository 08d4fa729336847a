import type { Mail } from '../../lambdas/ports/mailer.ts';

/** What one approver has in their mailbox. */
export interface MailedLink {
  readonly key: string;
  readonly code: string;
}

/** Throws when the mail has no link or no code. */
export function mailedLink(mail: Mail | undefined): MailedLink {
  const key = /\/approve#(\S+)/.exec(mail?.text ?? '')?.[1];
  const code = /Your match code: (\d{6})/.exec(mail?.text ?? '')?.[1];
  if (key === undefined || code === undefined) throw new Error('The mail has no link or no code');
  return { key, code };
}
