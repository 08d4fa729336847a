import { describe, expect, it } from '@jest/globals';
import { renderMail } from '../../../lambdas/channels/mail/render-mail.ts';
import { sampleNotifications } from '../../support/builders/samples/sample-notifications.ts';

const command =
  'aws iam delete-role-policy --role-name partners-reports --policy-name AWSRevokeOlderSessions';
const instruction = `${'Make sure that what runs has new sessions. '.repeat(8)}Then: ${command}`;

describe('mails that say how something is restored', () => {
  it.each(['closed', 'approval-decided', 'handed-over', 'unattended', 'debt'] as const)(
    'have the whole of it, with its command: %s',
    (wanted) => {
      const found = sampleNotifications('x').find(({ kind }) => kind === wanted);
      const facts = { ...found?.facts, debts: [instruction], howToRestore: instruction };
      const { text } = renderMail({ ...found, facts } as Parameters<typeof renderMail>[0]);
      expect(text.replaceAll(/\s+/g, ' ')).toContain(command);
    },
  );
});
