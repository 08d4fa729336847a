import { describe, expect, it } from '@jest/globals';
import { renderMail } from '../../../../lambdas/channels/mail/render-mail.ts';
import { namedNotification } from '../../../../lambdas/domain/reporting/notifications/named-notification.ts';
import { sampleNotifications } from '../../../support/builders/samples/sample-notifications.ts';

const names = {
  person: (id: string) => `Ms ${id}`,
  agent: (id: string) => id,
  service: (id: string) => `The ${id}`,
};

describe('a notification with names', () => {
  it.each(sampleNotifications('41 % of the requests fail').map((each) => [each.kind, each] as const))(
    'calls the service by its name in its subject, and is otherwise the same: %s',
    (_, notification) => {
      const { facts, ...others } = notification;
      const named = namedNotification(notification as never, names) as typeof notification;
      expect(named).toMatchObject(others);
      if (!('incident' in facts)) return;
      const { subject } = renderMail(named);
      expect(subject).toContain(` The ${facts.incident.service}: `);
    },
  );

  it('calls people by theirs where they own or rejected something', () => {
    const told = sampleNotifications('x');
    const owned = told.find(({ kind }) => kind === 'postmortem-due');
    expect(namedNotification(owned as never, names)).toMatchObject({
      facts: { owner: expect.stringMatching(/^Ms /) },
    });
    const handed = told.find(({ kind }) => kind === 'handed-over');
    const rejections = [{ index: 0, by: 'ana', step: 'Roll back checkout', reason: null }];
    const rejected = { ...handed, facts: { ...handed?.facts, rejections } };
    expect(namedNotification(rejected as never, names)).toMatchObject({
      facts: { rejections: [{ by: 'Ms ana' }] },
    });
  });
});
