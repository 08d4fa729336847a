import { describe, expect, it } from '@jest/globals';
import {
  type Called,
  callOnce,
  executionOfCall,
  undoingOfCall,
} from '../../../lambdas/actions/escape-hatch/call-once.ts';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';

const accepted: Called = { outcome: 'accepted' };
const refused: Called = { outcome: 'refused', reason: 'HTTP 409' };
const lost = new DependencyUnavailableError('no answer came');

/** Answers one after the other. */
function calling(...answers: readonly (Called | Error)[]) {
  let calls = 0;
  const called = callOnce(async () => {
    const answer = answers[calls] ?? lost;
    calls += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { called, calls: () => calls };
}

describe('a call whose receiver knows a repetition', () => {
  it('is made once when it is answered', async () => {
    for (const answer of [accepted, refused]) {
      const { called, calls } = calling(answer);
      expect(await called).toEqual(answer);
      expect(calls()).toBe(1);
    }
  });

  it('is made once more when the answer was lost', async () => {
    expect(await calling(lost, accepted).called).toEqual(accepted);
  });

  it('is not known to have done nothing when it is refused after a lost answer', async () => {
    expect(await calling(lost, refused).called).toMatchObject({ outcome: 'unknown' });
  });

  it('is unknown when no answer comes', async () => {
    const { called, calls } = calling(lost, lost, accepted);
    expect(await called).toMatchObject({ outcome: 'unknown', reason: 'no answer came' });
    expect(calls()).toBe(2);
  });
});

describe('what is said of such a call', () => {
  const lostCall: Called = { outcome: 'unknown', reason: 'no answer came' };

  it.each([
    [executionOfCall('the webhook warm', accepted, 'id').text, 'The webhook warm did what it was asked to'],
    [
      executionOfCall('the webhook warm', lostCall, 'id').text,
      'It is not known whether the webhook warm did it: no answer came',
    ],
    [undoingOfCall('the webhook warm', accepted).text, 'The webhook warm took it back'],
    [
      undoingOfCall('the webhook warm', lostCall).text,
      'It is not known whether the webhook warm took it back: no answer came',
    ],
  ])('is one sentence: %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
