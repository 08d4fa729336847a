import { evaluateExpression } from '../../domain/policy/conditions/conditions.ts';

export interface MappingContext {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly item: unknown;
}

export type Expressions = string | readonly string[];

/** A mapping does not work for a payload. The message names the field. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

/** The value of the first expression that has one; null when none has. Throws MappingError when one is wrong for the payload. */
export function evaluateField(name: string, expressions: Expressions, context: MappingContext): unknown {
  for (const expression of typeof expressions === 'string' ? [expressions] : expressions) {
    const { value, problem } = evaluateExpression(expression, { ...context });
    if (problem?.kind === 'error') throw new MappingError(`${name}: ${problem.text}`);
    if (problem === null && value !== null && value !== undefined && value !== '') return value;
  }
  return null;
}
