import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError, InvalidInputError } from '../../lambdas/domain/errors.ts';
import { failedCall, nextTry } from '../../lambdas/domain/failed-call.ts';
import { unavailableFor } from '../../lambdas/domain/unavailable-for.ts';

describe('a call that failed', () => {
  it.each([
    [new InvalidInputError('no such field'), 'refused', null],
    [new Error('internal'), 'refused', null],
    [new DependencyUnavailableError('HTTP 500'), 'unknown', null],
    [unavailableFor('HTTP 429', 90), 'later', 90],
    [unavailableFor('HTTP 429', 0), 'later', 0],
  ])('is told apart by whether it may have been taken: %s', (error, outcome, retryAfterSeconds) => {
    expect(failedCall(error)).toEqual({ outcome, retryAfterSeconds, reason: expect.any(String) });
  });

  it('keeps no words of a foreign error', () => {
    expect(failedCall(new Error('of ana@example.com')).reason).not.toContain('ana');
  });
});

describe('the next try', () => {
  const now = new Date('2026-11-23T02:00:00.000Z');
  const minutesUntil = (tries: number, retryAfterSeconds: number | null = null) => {
    const at = nextTry(tries, retryAfterSeconds, now, { firstMinutes: 2, longestMinutes: 60 });
    return (Date.parse(at) - now.getTime()) / 60_000;
  };

  it('is ever later, up to the longest pause', () => {
    expect([0, 1, 2, 3, 5, 6, 7, 2000].map((tries) => minutesUntil(tries))).toEqual([
      2, 2, 4, 8, 32, 60, 60, 60,
    ]);
  });

  it('is no sooner than the other side asks for', () => {
    expect(minutesUntil(1, 90)).toBe(2);
    expect(minutesUntil(1, 7200)).toBe(120);
  });
});
