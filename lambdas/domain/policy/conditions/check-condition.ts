import { createCelEnvironment } from './cel-environment.ts';
import type { FieldTree } from './condition-fields.ts';
import type { ExpressionDefect } from './expression-defect.ts';
import { unknownFields } from './unknown-fields.ts';

const environment = createCelEnvironment();

/** What is wrong with a condition: an expression that must give true or false. Empty when it is sound. */
export function checkCondition(expression: string, fields: FieldTree): readonly ExpressionDefect[] {
  const problems = checkExpression(expression, fields);
  if (problems.length > 0) return problems;
  const { type = 'dyn' } = environment.check(expression);
  if (type === 'bool' || type === 'dyn') return [];
  return [{ offset: 0, text: `gives ${type} instead of true or false` }];
}

/** What is wrong with the syntax, variables, types and field names of a CEL expression. */
export function checkExpression(expression: string, fields: FieldTree): readonly ExpressionDefect[] {
  const { error } = environment.check(expression);
  if (error !== undefined) return [{ offset: error.range?.start ?? 0, text: lowerFirst(error.summary) }];
  return unknownFields(environment.parse(expression).ast, fields);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
