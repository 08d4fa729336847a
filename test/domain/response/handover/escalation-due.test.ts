import { describe, expect, it } from '@jest/globals';
import { peopleSchema } from '../../../../lambdas/domain/policy/schemas/people-schema.ts';
import { escalationDue } from '../../../../lambdas/domain/response/handover/escalation-due.ts';
import { onCallOf } from '../../../support/builders/policy/on-call-of.ts';
import { anIncident, aTimelineEntry } from '../../../support/builders/records.ts';

const names = ['ana', 'ben', 'chris'];
const people = peopleSchema.parse({
  people: names.map((id) => ({ id, name: id, email: `${id}@example.com` })),
  onCall: { ...onCallOf(['ana']), escalations: [{ commander: ['primary', 'ben', 'chris'] }] },
  approvals: { approvers: ['ana'] },
  stakeholders: { ops: ['ana'], engineering: ['ana'], security: ['chris'] },
});
const since = '2026-11-23T02:00:00.000Z';
const at = (minute: number) => new Date(Date.parse(since) + minute * 60_000);

function due(
  minute: number,
  {
    told = [],
    severity = 'SEV1',
    sensitive = false,
    lost = [],
    channels = ['mail'],
  }: {
    readonly told?: readonly string[];
    readonly severity?: 'SEV1' | 'SEV2';
    readonly sensitive?: boolean;
    readonly lost?: readonly string[];
    readonly channels?: readonly string[];
  } = {},
): string | null {
  const incident = {
    ...anIncident({ commander: 'ana', severity, sensitive }),
    status: 'handed-over' as const,
    since,
    reason: 'no step is left',
    wait: null,
    reminders: 0,
  };
  const entries = lost.map((person) =>
    aTimelineEntry({
      id: `notification.undelivered:${person}`,
      at: since,
      kind: 'notification.undelivered',
      data: { person, channels: ['mail'] },
    }),
  );
  const all = people.people.map((person) => ({ ...person, channels }));
  return escalationDue(
    { incident, entries },
    told,
    { people: { ...people, people: all }, calendars: [] },
    at(minute),
  );
}

describe('a handover that nobody acknowledged', () => {
  it('goes from level to level in minutes by severity, and passes over its commander', () => {
    expect([4, 5].map((minute) => due(minute))).toEqual([null, 'ben']);
    expect([9, 10].map((minute) => due(minute, { told: ['ben'] }))).toEqual([null, 'chris']);
    expect([14, 15].map((minute) => due(minute, { severity: 'SEV2' }))).toEqual([null, 'ben']);
  });

  it('ends when every level was told', () => {
    expect(due(1000, { told: ['ben', 'chris'] })).toBeNull();
  });

  it('goes on at once where everybody before is out of reach by every channel', () => {
    expect(due(1, { lost: ['ana'] })).toBe('ben');
    expect(due(1, { lost: ['ana'], told: ['ben'] })).toBeNull();
    expect(due(1, { lost: ['ana', 'ben'], told: ['ben'] })).toBe('chris');
    expect(due(1, { lost: ['ana'], channels: ['mail', 'chat'] })).toBeNull();
  });

  it('reaches nobody who may not see a security-sensitive incident', () => {
    expect(due(5, { sensitive: true })).toBe('chris');
  });
});
