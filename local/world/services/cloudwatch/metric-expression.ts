/** Gives the value under an id; null: there is none. */
type Values = (id: string) => number | null;
/** An expression that was read once and is evaluated for every period. */
export type MetricExpression = (values: Values) => number | null;

/** Reads the arithmetic part of CloudWatch's metric math (`100 * FILL(errors, 0) / requests`). Throws SyntaxError. */
export function parseExpression(expression: string): MetricExpression {
  const tokens = expression.match(/[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
  let position = 0;
  const peek = (): string | undefined => tokens[position];
  const take = (): string | undefined => tokens[position++];

  const sequence = (operators: string, operand: () => MetricExpression): MetricExpression => {
    let result = operand();
    for (let next = peek(); next !== undefined && operators.includes(next); next = peek()) {
      take();
      result = combined(result, operand(), next);
    }
    return result;
  };
  const sum = (): MetricExpression => sequence('+-', product);
  const product = (): MetricExpression => sequence('*/', atom);
  const atom = (): MetricExpression => {
    const token = take();
    if (token === undefined) throw new SyntaxError(`Expression ends too early: ${expression}`);
    if (token === '-') return combined(() => 0, atom(), '-');
    if (token === '(') {
      const inner = sum();
      if (take() !== ')') throw new SyntaxError(`A bracket is not closed: ${expression}`);
      return inner;
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (token === 'FILL' && peek() === '(') return filled();
    if (/^[A-Za-z_]/.test(token) && peek() !== '(') return (values) => values(token);
    throw new SyntaxError(`Only arithmetic is simulated, not "${token}": ${expression}`);
  };

  /** `FILL(errors, 0)`: a number for the periods without one. */
  const filled = (): MetricExpression => {
    take();
    const inner = sum();
    const number = take() === ',' ? take() : undefined;
    if (number === undefined || !/^\d/.test(number) || take() !== ')') {
      throw new SyntaxError(`FILL needs an expression and a number: ${expression}`);
    }
    return (values) => inner(values) ?? Number(number);
  };

  const result = sum();
  if (peek() !== undefined) throw new SyntaxError(`Unexpected "${peek()}": ${expression}`);
  return result;
}

/** Nothing with something is nothing, and so is what is divided by zero. */
function combined(left: MetricExpression, right: MetricExpression, operator: string): MetricExpression {
  return (values) => {
    const a = left(values);
    const b = right(values);
    if (a === null || b === null) return null;
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    if (operator === '*') return a * b;
    return b === 0 ? null : a / b;
  };
}
