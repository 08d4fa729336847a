import { describe, expect, it } from '@jest/globals';
import { parseExpression } from '../../../local/world/services/cloudwatch/metric-expression.ts';

const values: Record<string, number | null> = { errors: 41, requests: 100, missing: null };
const evaluate = (expression: string) => parseExpression(expression)((id) => values[id] ?? null);

describe('metric math', () => {
  it('multiplies and divides before it adds, from left to right', () => {
    expect(evaluate('100 * errors / requests')).toBe(41);
    expect(evaluate('1 + 2 * 3 - 4 / 2')).toBe(5);
    expect(evaluate('10 - 4 - 3')).toBe(3);
    expect(evaluate('-(2 + 3) * 2')).toBe(-10);
  });

  it('gives no value where an operand has none or the divisor is zero', () => {
    expect(evaluate('missing + 1')).toBeNull();
    expect(evaluate('errors / (requests - 100)')).toBeNull();
  });

  it('fills the periods without a value where it is told to', () => {
    expect(evaluate('100 * FILL(missing, 0) / requests')).toBe(0);
    expect(evaluate('FILL(errors, 0)')).toBe(41);
  });

  it.each(['', '1 +', '(1', '1 2', 'FILL(errors)', 'FILL(errors, 0', 'METRICS()', '1 ; 2'])(
    'refuses %j',
    (expression) => {
      expect(() => evaluate(expression)).toThrow(SyntaxError);
    },
  );
});
