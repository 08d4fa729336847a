import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  longestPauseSeconds,
  whyMessagesWouldBeLost,
} from '../../../lambdas/actions/consumer/retention-left.ts';

const fourDays = 345_600;

describe('messages during a pause', () => {
  it('are safe when the oldest outlives the debt', () => {
    expect(
      whyMessagesWouldBeLost({ retentionSeconds: fourDays, oldestSeconds: 7200, messages: 9 }),
    ).toBeNull();
  });

  it('are safe in a queue that is empty, although nobody knows an age', () => {
    expect(
      whyMessagesWouldBeLost({ retentionSeconds: fourDays, oldestSeconds: null, messages: 0 }),
    ).toBeNull();
  });

  it('are not known to be safe when nobody knows how old they are', () => {
    expect(whyMessagesWouldBeLost({ retentionSeconds: fourDays, oldestSeconds: null, messages: 3 })).toBe(
      'it is not known how old its 3 messages are',
    );
  });

  it('are lost in an empty queue too, whose retention is shorter than a pause may last', () => {
    expect(whyMessagesWouldBeLost({ retentionSeconds: 3600, oldestSeconds: null, messages: 0 })).toBe(
      'it keeps messages for 1 h only, and a pause may last 25 h',
    );
  });

  it('are lost when the oldest would be thrown away meanwhile', () => {
    expect(whyMessagesWouldBeLost({ retentionSeconds: fourDays, oldestSeconds: 280_800, messages: 9 })).toBe(
      'its oldest message is 78 h old and is lost 18 h from now',
    );
  });

  it('are never called safe when the pause is longer than what is left to the oldest', () => {
    fc.assert(
      fc.property(
        fc.nat(1_209_600),
        fc.nat(1_209_600),
        fc.nat(10),
        (retentionSeconds, oldestSeconds, messages) => {
          const isSafe = whyMessagesWouldBeLost({ retentionSeconds, oldestSeconds, messages }) === null;
          expect(isSafe).toBe(oldestSeconds + longestPauseSeconds <= retentionSeconds);
        },
      ),
    );
  });
});
