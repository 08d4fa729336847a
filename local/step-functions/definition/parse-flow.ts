import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { FieldReader } from './field-reader.ts';
import { parseAssign } from './parse-assign.ts';

/** Reads `Output`, `Assign`, and `Next` or `End`. */
export function parseFlow(fields: FieldReader, compiler: ExpressionCompiler) {
  const output = fields.template('Output', compiler);
  const assign = parseAssign(fields, compiler);
  const next = fields.string('Next');
  const end = fields.boolean('End') ?? false;
  if (next === undefined && !end) fields.problemHere('One of these fields is required: [Next, End]');
  if (next !== undefined && end) fields.problem('End', "'Next' and 'End' exclude each other");
  return { output, assign, next };
}
