/** Evaluates the arithmetic part of CloudWatch's metric math (`100 * errors / requests`) over values by id. */
export function evaluateExpression(expression: string, value: (id: string) => number | null): number | null {
  const tokens = tokensOf(expression);
  let position = 0;
  const peek = (): string | undefined => tokens[position];
  const take = (): string | undefined => tokens[position++];

  const combine = (a: number | null, b: number | null, operator: string): number | null => {
    if (a === null || b === null) return null;
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    if (operator === '*') return a * b;
    return b === 0 ? null : a / b;
  };
  const sequence = (operators: string, operand: () => number | null): number | null => {
    let result = operand();
    for (let next = peek(); next !== undefined && operators.includes(next); next = peek()) {
      take();
      result = combine(result, operand(), next);
    }
    return result;
  };
  const sum = (): number | null => sequence('+-', product);
  const product = (): number | null => sequence('*/', atom);
  const atom = (): number | null => {
    const token = take();
    if (token === undefined) throw new SyntaxError(`Expression ends too early: ${expression}`);
    if (token === '-') return combine(0, atom(), '-');
    if (token === '(') {
      const inner = sum();
      if (take() !== ')') throw new SyntaxError(`A bracket is not closed: ${expression}`);
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Za-z_]/.test(token) && peek() !== '(') return value(token);
    throw new SyntaxError(`Only arithmetic is simulated, not "${token}": ${expression}`);
  };

  const result = sum();
  if (peek() !== undefined) throw new SyntaxError(`Unexpected "${peek()}": ${expression}`);
  return result;
}

/** The same expression is evaluated for each of a week's minutes. */
const known = new Map<string, readonly string[]>();

function tokensOf(expression: string): readonly string[] {
  const tokens =
    known.get(expression) ?? expression.match(/[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
  known.set(expression, tokens);
  return tokens;
}
