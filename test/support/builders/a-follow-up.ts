import type { FollowUp } from '../../../lambdas/domain/records/follow-up/follow-up.ts';
import { firstIncidentId } from './records.ts';

/** A follow-up that nobody has decided on. */
export function aFollowUp(overrides: Partial<FollowUp> = {}): FollowUp {
  return {
    incidentId: firstIncidentId,
    id: 'fup_0123456789ab',
    service: 'checkout',
    environment: 'production',
    type: 'missing-test',
    text: 'Add the test or check that would have stopped "checkout v57"',
    owner: 'ana',
    dueAt: '2026-12-07T02:08:05.000Z',
    entries: ['suspects.ranked'],
    state: 'proposed',
    createdAt: '2026-11-23T02:08:05.000Z',
    createdBy: 'firebreak:file-follow-ups',
    closedAt: null,
    closedBy: null,
    reason: null,
    ticket: null,
    filing: null,
    remindedAt: null,
    version: 1,
    ...overrides,
  };
}
