import type { Mail, Mailer } from '../../../lambdas/ports/mailer.ts';

export interface InMemoryMailer extends Mailer {
  sent(): readonly Mail[];
}

export function createInMemoryMailer(): InMemoryMailer {
  const mails: Mail[] = [];
  return {
    send: async (mail) => {
      mails.push({ ...mail });
    },
    sent: () => [...mails],
  };
}
