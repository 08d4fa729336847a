import { describe, expect, it } from '@jest/globals';
import { bodyShape } from '../../../lambdas/domain/dead-letters/body-shape.ts';

describe('the shape of a body', () => {
  it.each([
    ['{"b":1,"a":[{"id":"x"}],"c":null}', '{a: [{id: text}], b: number, c: null}'],
    ['{"a":{"b":{"c":{"d":1}}}}', '{a: {b: {c: {…}}}}'],
    ['{"ana@shop.example":1}', '{<key>: number}'],
    ['{"order": 1, "lines": [', 'broken JSON'],
    ['<order/>', 'XML'],
    ['hello', 'text'],
    [' ', 'empty'],
    ['[]', '[]'],
  ])('of %s is %s', (payload, shape) => {
    expect(bodyShape(payload)).toBe(shape);
  });
});
