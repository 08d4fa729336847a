import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { topLevelMembers, whyCostly } from '../../../lambdas/sources/reading/json-scan.ts';

const names = new Set(['a', 'b']);

describe('members at the top of a JSON text', () => {
  it('are those that a parser finds, the last of two', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '\u0061'), fc.jsonValue())), (entries) => {
        const text = `{${entries.map(([name, value]) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`).join(' ,\n')}}`;
        const parsed: Record<string, unknown> = JSON.parse(text);
        const expected = Object.fromEntries(
          [...names]
            .filter((name) => Object.hasOwn(parsed, name))
            .map((name) => [
              name,
              typeof parsed[name] === 'string' || parsed[name] === null ? parsed[name] : false,
            ]),
        );
        expect(topLevelMembers(text, names)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are found under a name that is written with escapes, so that no second one hides behind it', () => {
    expect(topLevelMembers(String.raw`{"a":"signed","\u0061":"read"}`, names)).toEqual({ a: 'read' });
  });

  it('are none of what is no object, or is cut off', () => {
    for (const text of ['', '[]', '"a"', '{', '{"a', '{"a":', '[{"a":"x"}]']) {
      expect(topLevelMembers(text, names)).toEqual({});
    }
  });
});

describe('a costly JSON text', () => {
  it('holds millions of values or levels without end', () => {
    expect(whyCostly(`[${'{},'.repeat(1_000_001)}{}]`)).not.toBeNull();
    expect(whyCostly(`[${'0,'.repeat(1_000_001)}0]`)).not.toBeNull();
    expect(whyCostly('['.repeat(100_000))).not.toBeNull();
  });

  it('is none where the signs stand in a string, also an endless one', () => {
    expect(whyCostly(JSON.stringify('[{,'.repeat(1_000_001)))).toBeNull();
    expect(whyCostly(`"${'\\"'.repeat(1_000_001)}`)).toBeNull();
    expect(
      whyCostly(JSON.stringify(Array.from({ length: 5000 }, () => ({ labels: { a: 'b' } })))),
    ).toBeNull();
  });
});
