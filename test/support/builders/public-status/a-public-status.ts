import type {
  PublicRelease,
  PublicStatus,
} from '../../../../lambdas/domain/records/public-status/public-status.ts';

export function aPublicRelease(overrides: Partial<PublicRelease> = {}): PublicRelease {
  return {
    number: 1,
    state: 'investigating',
    impact: 'major',
    title: 'Checkout: errors',
    text: 'Some requests to Checkout have been failing since 23 Nov 02:02 UTC. We are investigating.',
    at: '2026-11-23T02:10:00.000Z',
    by: 'person:ana',
    draft: 'drf_0123456789ab',
    ...overrides,
  };
}

/** One release, which no page has yet. */
export function aPublicStatus(overrides: Partial<PublicStatus> = {}): PublicStatus {
  return {
    incidentId: 'inc_01KATZ3V000000000000000001',
    service: 'checkout',
    environment: 'production',
    name: 'Checkout',
    startedAt: '2026-11-23T02:02:00.000Z',
    releases: [aPublicRelease()],
    postings: [],
    isInWork: true,
    version: 1,
    ...overrides,
  };
}
