import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  fromAttributeValue,
  toAttributeValue,
} from '../../../../lambdas/adapters/aws/dynamodb/attribute-value.ts';

describe('DynamoDB values', () => {
  it('give back any JSON that DynamoDB can hold', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e125, max: 1e125 });
    const storable = number.filter((value) => value === 0 || Math.abs(value) >= 1e-130);
    const leaf = fc.oneof(storable, fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null));
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('json')),
        fc.dictionary(fc.string(), tie('json')),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const back = fromAttributeValue(toAttributeValue(value));
        expect(JSON.stringify(back)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('are what JSON would make of undefined and of numbers that are none', () => {
    expect(fromAttributeValue(toAttributeValue({ gone: undefined, kept: Number.NaN }))).toEqual({
      kept: null,
    });
  });

  it('hold nothing smaller than DynamoDB does, and no half of a character', () => {
    expect(toAttributeValue(1e-200)).toEqual({ N: '0' });
    expect(toAttributeValue('a\ud800')).toEqual({ S: 'a\ufffd' });
  });

  it('refuse what is no JSON', () => {
    expect(() => toAttributeValue(1n)).toThrow(TypeError);
  });
});
