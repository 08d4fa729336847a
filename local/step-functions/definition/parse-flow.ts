import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { FieldReader, TemplatePlace } from './field-reader.ts';
import { parseAssign } from './parse-assign.ts';

/** What states that have a result offer to their `Output` and `Assign`. */
export const AFTER_RESULT: TemplatePlace = { offers: ['result'] };

/** Reads `Output`, `Assign`, and `Next` or `End`. */
export function parseFlow(fields: FieldReader, compiler: ExpressionCompiler, place: TemplatePlace = {}) {
  const output = fields.template('Output', compiler, place);
  const assign = parseAssign(fields, compiler, place);
  const next = fields.string('Next');
  const end = fields.boolean('End') ?? false;
  if (next === undefined && !end) fields.problemHere('One of these fields is required: [Next, End]');
  if (next !== undefined && end) fields.problem('End', "'Next' and 'End' exclude each other");
  return { output, assign, next };
}
