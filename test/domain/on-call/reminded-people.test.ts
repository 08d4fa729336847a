import { describe, expect, it } from '@jest/globals';
import { remindedPeople } from '../../../lambdas/domain/on-call/reminded-people.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/schemas/people-schema.ts';

const people = peopleSchema.parse({
  people: ['kim', 'lee', 'mo', 'ops', 'sec'].map((id) => ({ id, name: id, email: `${id}@example.com` })),
  onCall: {
    rotas: [
      {
        id: 'primary',
        timeZone: 'UTC',
        layers: [{ people: ['kim', 'lee', 'mo'], startsAt: '2026-01-05T09:00' }],
      },
    ],
    escalations: [{ commander: ['primary', 'kim', 'mo'] }],
  },
  approvals: { approvers: ['kim'] },
  stakeholders: { ops: ['ops'], engineering: ['mo'], security: ['sec'] },
});
const incident = { service: 'search', commander: 'lee', sensitive: false };
/** The week of lee. */
const now = new Date('2026-01-13T00:00:00Z');
const remind = (reminder: number, holder: string | null = null, changes: Partial<typeof incident> = {}) =>
  remindedPeople({ people, services: [], calendars: [] }, { ...incident, ...changes }, holder, reminder, now);

describe('who is reminded', () => {
  it('is the commander and, from reminder to reminder, the next on the rota', () => {
    expect([1, 2, 3, 4].map((reminder) => remind(reminder))).toEqual([
      ['kim', 'lee'],
      ['lee', 'mo'],
      ['lee'],
      ['kim', 'lee'],
    ]);
  });

  it('is only the person who acknowledged it, if policy still knows them', () => {
    expect(remind(2, 'ops')).toEqual(['ops']);
    expect(remind(1, 'somebody-who-left')).toEqual(['kim', 'lee']);
  });

  it('is nobody who may not see a security-sensitive incident', () => {
    expect(remind(1, 'kim', { sensitive: true })).toEqual(['sec']);
  });
});
