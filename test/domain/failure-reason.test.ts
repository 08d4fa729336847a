import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../lambdas/domain/errors.ts';
import { failureReason, withErrorInWords } from '../../lambdas/domain/failure-reason.ts';

describe('why something failed', () => {
  it('is what Firebreak says itself, and of a foreign error its name only', () => {
    expect(failureReason(new ConfigurationError('there is no queue orders'))).toBe(
      'there is no queue orders',
    );
    expect(failureReason(new TypeError('user 12 is not iterable'))).toBe('it failed: TypeError');
  });

  it.each([
    ['States.Timeout', 'it took too long'],
    ['Sandbox.Timedout', 'it took too long'],
    ['Runtime.OutOfMemory', 'it ran out of memory'],
  ])('says in words what %s means', (name, words) => {
    expect(withErrorInWords(`the reading failed: ${name}`)).toBe(`the reading failed: ${words} (${name})`);
  });

  it('leaves every other reason as it is', () => {
    for (const reason of ['the reading failed: TypeError', 'access was denied', '']) {
      expect(withErrorInWords(reason)).toBe(reason);
    }
  });
});
