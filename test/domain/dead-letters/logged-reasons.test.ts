import { describe, expect, it } from '@jest/globals';
import { loggedReasons } from '../../../lambdas/domain/dead-letters/logged-reasons.ts';

const id = '3f1c9a52-0b7e-4c7e-9f0e-0a6f6f1d2b11';

describe('what the log says about a message', () => {
  it('is the last line that names it', () => {
    const lines = [
      { at: '2026-03-01T02:03:00.000Z', text: `ERROR message ${id}: Rate exceeded` },
      { at: '2026-03-01T02:01:00.000Z', text: `ERROR message ${id}: read timed out` },
    ];
    expect(loggedReasons([{ id }], lines).get(id)).toMatchObject({
      text: expect.stringContaining('Rate exceeded'),
      at: '2026-03-01T02:03:00.000Z',
    });
  });

  it('is nothing when lines only came at the same time', () => {
    const lines = [{ at: '2026-03-01T02:03:00.000Z', text: 'ERROR read timed out' }];
    expect(loggedReasons([{ id }], lines).size).toBe(0);
  });
});
