import type { PublicRelease } from '../../../../lambdas/domain/records/public-status/public-status.ts';
import type { PublicPost } from '../../../../lambdas/ports/plug-ins/status-page.ts';

/** The last of the releases is the one to publish. */
export function aPublicPost(
  releases: readonly [PublicRelease, ...PublicRelease[]],
  ref: string | null = null,
): PublicPost {
  return {
    incidentId: 'inc_01KATZ3V000000000000000001',
    service: 'checkout',
    name: 'Checkout',
    startedAt: '2026-11-23T02:02:10.456Z',
    releases,
    release: releases.at(-1) ?? releases[0],
    ref,
  };
}
