import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from '../../../lambdas/adapters/http/retry-after.ts';

const now = new Date('2026-03-01T02:04:02.000Z');

describe('how long a server asks to be left alone', () => {
  it.each([
    ['3', 3],
    ['0', 0],
    ['Sun, 01 Mar 2026 02:04:12 GMT', 10],
    ['Sun, 01 Mar 2026 02:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    ['', null],
    [undefined, null],
  ])('is read from %p as %p', (value, seconds) => {
    expect(retryAfterSeconds(value, now)).toBe(seconds);
  });
});
