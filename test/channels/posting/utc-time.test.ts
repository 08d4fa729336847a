import { expect, it } from '@jest/globals';
import { withUtcTimes } from '../../../lambdas/channels/posting/utc-time.ts';

it('writes the exact times of a text as mails do, and nothing else', () => {
  expect(withUtcTimes('Asked ana until 2026-11-30T21:59:32.854Z: roll v32 back (since 2026-11-30)')).toBe(
    'Asked ana until 21:59:32 UTC on 2026-11-30: roll v32 back (since 2026-11-30)',
  );
});
