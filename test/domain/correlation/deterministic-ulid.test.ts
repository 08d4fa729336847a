import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deterministicUlid, timeOfId } from '../../../lambdas/domain/correlation/deterministic-ulid.ts';

it('tells from an id when what it names came', () => {
  const times = fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(times, fc.string(), (time, part) => {
      const at = time.toISOString();
      expect(timeOfId(`inc_${deterministicUlid(at, part)}`)).toBe(at);
    }),
  );
});

it('gives a time for an id of somebody else too', () => {
  for (const id of ['', 'inc_', 'inc_ZZZZZZZZZZZZ', 'what is this']) {
    expect(timeOfId(id)).toMatch(/^(\+\d\d)?\d{4}-\d\d-\d\dT/);
  }
});
