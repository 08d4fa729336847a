import { describe, expect, it } from '@jest/globals';
import { describeCause } from '../../lambdas/domain/describe-cause.ts';

describe('the cause of a failed task', () => {
  it.each([
    [null, null],
    ['', null],
    ['null', null],
    ['{"errorMessage":"no alias","errorType":"E","trace":["at secret.ts"]}', 'no alias'],
    ['{"errorMessage":"cut off in the tra","trace":["at', 'cut off in the tra'],
    ['plain words', 'plain words'],
    ['{"errorMessage":5}', '{"errorMessage":5}'],
  ])('%j reads as %j', (cause, expected) => {
    expect(describeCause(cause)).toBe(expected);
  });

  it('is cut short', () => {
    expect(describeCause('x'.repeat(1000))).toHaveLength(301);
  });
});
