import { describe, expect, it } from '@jest/globals';
import type { FollowUp } from '../../../../lambdas/domain/records/follow-up/follow-up.ts';
import {
  changeFollowUp,
  type FollowUpChange,
  followTicket,
} from '../../../../lambdas/domain/response/follow-ups/change-follow-up.ts';
import { aFollowUp } from '../../../support/builders/a-follow-up.ts';

const now = new Date('2026-11-24T09:00:00.000Z');
const ticket = {
  tracker: 'platform',
  key: 'acme/shop#12',
  url: 'https://github.com/acme/shop/issues/12',
  filedAt: '2026-11-23T03:08:05.000Z',
  state: 'open',
  readAt: '2026-11-23T03:08:05.000Z',
} as const;

function changed(followUp: FollowUp, change: FollowUpChange, reason: string | null = null): FollowUp {
  const result = changeFollowUp(followUp, { change, by: 'ben', reason }, now);
  if (!result.ok) throw new Error(result.reason);
  return result.followUp;
}

describe('changing a follow-up', () => {
  it('goes from proposed to open to done, each one version on', () => {
    const open = changed(aFollowUp(), 'accept');
    expect(open).toMatchObject({ state: 'open', version: 2 });
    expect(changed(open, 'done')).toMatchObject({
      state: 'done',
      closedBy: 'person:ben',
      closedAt: now.toISOString(),
      version: 3,
    });
  });

  it('changes nothing when the same is said again', () => {
    const done = changed(aFollowUp(), 'done');
    expect(changed(done, 'done')).toBe(done);
  });

  it('can only be dropped with a reason, and takes nothing after that', () => {
    expect(changeFollowUp(aFollowUp(), { change: 'drop', by: 'ben', reason: null }, now).ok).toBe(false);
    const dropped = changed(aFollowUp(), 'drop', 'we retire it');
    expect(dropped).toMatchObject({ state: 'dropped', reason: 'we retire it' });
    for (const change of ['accept', 'done', 'edit'] as const) {
      expect(changeFollowUp(dropped, { change, by: 'ben', reason: null }, now).ok).toBe(false);
    }
  });

  it('is edited without being decided on', () => {
    const given = { change: 'edit', by: 'ben', reason: null, text: 'Another', owner: 'ben' } as const;
    expect(changeFollowUp(aFollowUp(), given, now)).toMatchObject({
      followUp: { state: 'proposed', text: 'Another', owner: 'ben', version: 2 },
    });
  });
});

describe('what a ticket says', () => {
  const filed = aFollowUp({ state: 'open', ticket });

  it('is done when its ticket is closed, and open again when that is reopened', () => {
    const done = followTicket(filed, 'closed', now);
    expect(done).toMatchObject({ state: 'done', closedBy: 'tracker:platform', ticket: { state: 'closed' } });
    expect(done && followTicket(done, 'open', now)).toMatchObject({ state: 'open', closedAt: null });
  });

  it('does not take back what a person has done or dropped here while the ticket stays open', () => {
    const done = changed(filed, 'done');
    expect(followTicket(done, 'open', now)).toMatchObject({ state: 'done' });
    const dropped = changed(filed, 'drop', 'not worth it');
    expect(followTicket(dropped, 'open', now)).toMatchObject({ state: 'dropped' });
    expect(followTicket(dropped, 'closed', now)).toMatchObject({ state: 'dropped' });
  });

  it('is nothing without a ticket', () => {
    expect(followTicket(aFollowUp(), 'closed', now)).toBeNull();
  });
});
