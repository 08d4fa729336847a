import { describe, expect, it } from '@jest/globals';
import {
  bounceEntries,
  type MailEvent,
} from '../../../../lambdas/domain/reporting/notifications/bounce-entries.ts';
import { notificationKey } from '../../../../lambdas/domain/reporting/notifications/notification-key.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';

const { people } = aPolicy();
const incidentId = 'inc_01KAQ6Z1C0000000000000000A';
const approvalId = 'apr_01KAQ6Z1C0000000000000000A_0_1';
const ofIncident = notificationKey(
  { id: '0:0', kind: 'handed-over', link: { page: 'incident', incidentId } },
  'ana',
);
const link = { page: 'approval', approvalId, planHash: 'p', generation: 0, expiresAt: '' } as const;
const ofApproval = notificationKey({ id: `${approvalId}:0`, kind: 'approval-requested', link }, 'ana');

function came(
  key: string,
  detail: Partial<MailEvent['detail']> = { bounce: { bounceType: 'Permanent' } },
  destination = ['Ana@Example.com'],
) {
  return bounceEntries(
    {
      'detail-type': 'Email Bounced',
      time: '2026-11-23T02:03:00Z',
      detail: {
        mail: { messageId: 'm-1', destination, headers: [{ name: 'X-Firebreak-Key', value: key }] },
        ...detail,
      },
    },
    people,
  );
}

describe('a mail that came back', () => {
  it.each([
    ['an incident', ofIncident],
    ['an approval', ofApproval],
  ])('is noted at the incident, by whom it was for, when it was about %s', (_, key) => {
    expect(came(key)).toMatchObject({
      incidentId,
      entries: [
        {
          kind: 'notification.undelivered',
          at: '2026-11-23T02:03:00Z',
          data: { person: 'ana', channels: ['mail'] },
        },
      ],
    });
  });

  it('has the same entry when SES tells of it twice', () => {
    expect(came(ofIncident)).toEqual(came(ofIncident));
  });

  it.each(['digest_2026_ana', '', 'inc_short_handed-over_ana'])(
    'is about no incident by the key "%s"',
    (key) => {
      expect(came(key)).toBeNull();
    },
  );

  it('is nobody where policy has no such address', () => {
    expect(came(ofIncident, {}, ['eve@example.com'])?.entries).toEqual([]);
  });

  it('is told apart by why, in no words of a mail server', () => {
    const hostile = 'x</b>\r\nSEV1';
    const texts = [
      { bounce: { bounceType: 'Permanent', bounceSubType: hostile } },
      { bounce: { bounceType: hostile } },
      { bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' } },
      { complaint: { complaintFeedbackType: hostile } },
      { reject: { reason: hostile } },
      { failure: { errorMessage: hostile } },
    ].map((detail) => came(ofIncident, detail)?.entries[0]?.text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.join()).not.toContain(hostile);
  });
});
