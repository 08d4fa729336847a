import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { affectedOf, type CountedValues } from '../../../../lambdas/domain/triage/blast-radius/affected.ts';

const counted = (overrides: Partial<CountedValues> = {}): CountedValues => ({
  errors: [],
  requests: null,
  affected: null,
  total: null,
  truncated: false,
  query: 'q',
  link: null,
  ...overrides,
});

describe('who is affected', () => {
  it('is nobody, with no share, when nothing was seen', () => {
    expect(affectedOf('tenant', 'checkout', counted())).toMatchObject({
      affected: 0,
      total: null,
      share: null,
      most: [],
    });
    expect(affectedOf('tenant', 'checkout', counted({ total: 0 }))).toMatchObject({ total: 0, share: null });
  });

  it('is never more than all, also when all were only estimated', () => {
    const errors = Array.from({ length: 41 }, (_, index) => ({ value: `t${index}`, count: 1 }));
    expect(affectedOf('tenant', 'checkout', counted({ errors, total: 40 }))).toMatchObject({
      affected: 41,
      total: 41,
      share: 1,
    });
  });

  it('names users by a pseudonym that stays the same within a service', () => {
    const errors = [{ value: 'ana@example.com', count: 1 }];
    const [first, again, elsewhere] = ['checkout', 'checkout', 'search'].map(
      (service) => affectedOf('user', service, counted({ errors })).most[0]?.value,
    );
    expect(first).toMatch(/^user-[0-9a-f]{8}$/);
    expect(again).toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  it('shows endpoints without their query, and names those that look alike once', () => {
    const errors = [
      { value: '/login?token=abc', count: 2 },
      { value: '/login?token=def', count: 3 },
    ];
    const affected = affectedOf('endpoint', 'checkout', counted({ errors, requests: errors }));
    expect(affected).toMatchObject({ affected: 2, most: [{ value: '/login', errors: 5, requests: 5 }] });
  });

  it('shows no secret, no mail address and hidden characters as such, of any dimension', () => {
    const errors = [
      { value: `ana@example.com \u202e\u001b[31m password=hunter2 ${'x'.repeat(500)}`, count: 1 },
    ];
    const [most] = affectedOf('tenant', 'checkout', counted({ errors })).most;
    expect(most?.value).toMatch(/^<email> \[U\+202E\] password=<secret> x+…$/);
    expect(most?.value.length).toBe(80);
  });

  it('does not depend on the order of values, and its share is between 0 and 1', () => {
    const counts = fc.array(
      fc.record({ value: fc.string({ maxLength: 4 }), count: fc.double({ noNaN: false }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(counts, fc.option(counts), fc.option(fc.nat(30)), (errors, requests, total) => {
        const affected = affectedOf('region', 'checkout', counted({ errors, requests, total }));
        const reversed = counted({
          errors: errors.toReversed(),
          requests: requests?.toReversed() ?? null,
          total,
        });
        const { most: _most, ...rest } = affectedOf('region', 'checkout', reversed);
        expect(affected).toMatchObject(rest);
        if (affected.share !== null) {
          expect(affected.share).toBeGreaterThanOrEqual(0);
          expect(affected.share).toBeLessThanOrEqual(1);
        }
        expect(affected.affected).toBeGreaterThanOrEqual(affected.most.length);
      }),
    );
  });

  it('names the same users as when each of all had a pseudonym', () => {
    const user = fc.record({
      value: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
      count: fc.double({ min: 0.1, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(user, { selector: ({ value }) => value, maxLength: 40 }), (errors) => {
        const each = errors.flatMap((one) => affectedOf('user', 'shop', counted({ errors: [one] })).most);
        const most = each.toSorted((a, b) => b.errors - a.errors || (a.value < b.value ? -1 : 1)).slice(0, 5);
        expect(affectedOf('user', 'shop', counted({ errors })).most).toEqual(most);
      }),
    );
  });
});
