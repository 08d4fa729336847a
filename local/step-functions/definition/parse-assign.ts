import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { Template } from '../expressions/template.ts';
import { isJsonObject } from '../values/json.ts';
import type { FieldReader, TemplatePlace } from './field-reader.ts';

const VARIABLE_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u;

/** Reads `Assign`: an object from variable names to values. */
export function parseAssign(
  fields: FieldReader,
  compiler: ExpressionCompiler,
  place: TemplatePlace = {},
): Template | undefined {
  const value = fields.raw('Assign');
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) {
    fields.problem('Assign', 'Expected value of type Object');
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (name === 'states') fields.problem(`Assign/${name}`, "The variable name 'states' is reserved");
    else if (!VARIABLE_NAME.test(name)) fields.problem(`Assign/${name}`, 'Not a valid variable name');
  }
  return fields.template('Assign', compiler, place);
}
