import type { ExpressionCompiler } from '../expressions/expression.ts';
import { parseTimestamp } from '../values/timestamp.ts';
import type { FieldReader } from './field-reader.ts';
import type {
  ChoiceRule,
  ChoiceState,
  FailState,
  PassState,
  State,
  SucceedState,
  WaitState,
} from './machine.ts';
import { parseAssign } from './parse-assign.ts';
import { parseFlow } from './parse-flow.ts';
import { parseMap, parseParallel } from './parse-nested.ts';
import { parseTask } from './parse-task.ts';
import type { StateContext } from './state-context.ts';

/** Reads one state; undefined when it is too broken to represent. Problems are noted by the reader. */
export function parseState(name: string, fields: FieldReader, context: StateContext): State | undefined {
  if (!fields.require('Type')) return undefined;
  const type = fields.string('Type');
  fields.raw('Comment');
  if (!isJsonata(fields, context.queryLanguage)) return undefined;
  const state = parseByType(name, type, fields, context);
  if (state !== undefined) fields.refuseOthers();
  return state;
}

function parseByType(name: string, type: string | undefined, fields: FieldReader, context: StateContext) {
  switch (type) {
    case 'Pass':
      return { type, name, ...parseFlow(fields, context.compiler) } satisfies PassState;
    case 'Task':
      return parseTask(name, fields, context);
    case 'Choice':
      return parseChoice(name, fields, context.compiler);
    case 'Wait':
      return parseWait(name, fields, context.compiler);
    case 'Succeed':
      return { type, name, output: fields.template('Output', context.compiler) } satisfies SucceedState;
    case 'Fail':
      return parseFail(name, fields, context.compiler);
    case 'Parallel':
      return parseParallel(name, fields, context);
    case 'Map':
      return parseMap(name, fields, context);
    case undefined:
      return undefined;
    default:
      fields.problem('Type', `Value is not a valid state type: ${type}`);
      return undefined;
  }
}

/** Notes a query language that is not implemented. */
function isJsonata(fields: FieldReader, inherited: string): boolean {
  const language = fields.string('QueryLanguage') ?? inherited;
  if (language === 'JSONPath' && inherited === 'JSONata') {
    fields.problemHere("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  } else if (language !== 'JSONata') {
    fields.problem('QueryLanguage', `The query language '${language}' is not implemented, only JSONata is`);
  }
  return language === 'JSONata';
}

function parseWait(name: string, fields: FieldReader, compiler: ExpressionCompiler): WaitState {
  const seconds = fields.template('Seconds', compiler);
  const timestamp = fields.template('Timestamp', compiler);
  if (seconds?.kind === 'constant') fields.number('Seconds', 0);
  if (timestamp?.kind === 'constant' && parseTimestamp(fields.string('Timestamp') ?? '') === undefined) {
    fields.problem('Timestamp', 'String does not match RFC3339 timestamp');
  }
  if ((seconds === undefined) === (timestamp === undefined)) {
    fields.problemHere('Exactly one of these fields is required: [Seconds, Timestamp]');
  }
  return { type: 'Wait', name, seconds, timestamp, ...parseFlow(fields, compiler) };
}

function parseFail(name: string, fields: FieldReader, compiler: ExpressionCompiler): FailState {
  return {
    type: 'Fail',
    name,
    error: fields.template('Error', compiler),
    cause: fields.template('Cause', compiler),
  };
}

function parseChoice(name: string, fields: FieldReader, compiler: ExpressionCompiler): ChoiceState {
  const rules = fields.objects('Choices');
  if (fields.require('Choices') && rules.length === 0) fields.problem('Choices', 'Expected a non-empty list');
  const choices = rules.flatMap((rule, index) => parseChoiceRule(rule, index, compiler));
  const next = fields.string('Default');
  const output = fields.template('Output', compiler);
  const assign = parseAssign(fields, compiler);
  return {
    type: 'Choice',
    name,
    choices,
    default: next === undefined ? undefined : { next, output, assign },
  };
}

function parseChoiceRule(fields: FieldReader, index: number, compiler: ExpressionCompiler): ChoiceRule[] {
  const prefix = `Choices[${index}]/`;
  const condition = fields.template('Condition', compiler, { prefix });
  const next = fields.string('Next');
  const output = fields.template('Output', compiler, { prefix });
  const assign = parseAssign(fields, compiler, { prefix });
  fields.require('Condition', 'Next');
  fields.raw('Comment');
  fields.refuseOthers();
  if (condition === undefined || next === undefined) return [];
  return [{ condition, location: `${prefix}Condition`, next, output, assign }];
}
