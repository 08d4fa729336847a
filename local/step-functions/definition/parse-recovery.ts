import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { FieldReader, TemplatePlace } from './field-reader.ts';
import type { Catcher, Recovering, Retrier } from './machine.ts';
import { parseAssign } from './parse-assign.ts';

/** Reads `Retry` and `Catch`. */
export function parseRecovery(state: FieldReader, compiler: ExpressionCompiler): Recovering {
  const retriers = state.objects('Retry');
  const catchers = state.objects('Catch');
  const retry = retriers.map((fields, index) => parseRetrier(fields, index === retriers.length - 1));
  const caught = catchers.flatMap((fields, index) =>
    parseCatcher(fields, index, index === catchers.length - 1, compiler),
  );
  return { retry, catch: caught };
}

/** Defaults as in https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
function parseRetrier(fields: FieldReader, isLast: boolean): Retrier {
  const errorEquals = parseErrorEquals(fields, isLast);
  const jitter = fields.string('JitterStrategy') ?? 'NONE';
  if (jitter !== 'NONE' && jitter !== 'FULL') fields.problem('JitterStrategy', 'Expected FULL or NONE');
  const retrier: Retrier = {
    errorEquals,
    intervalSeconds: fields.number('IntervalSeconds', 1) ?? 1,
    maxAttempts: fields.number('MaxAttempts', 0) ?? 3,
    backoffRate: fields.number('BackoffRate', 1, 'number') ?? 2,
    maxDelaySeconds: fields.number('MaxDelaySeconds', 1),
    fullJitter: jitter === 'FULL',
  };
  fields.raw('Comment');
  fields.refuseOthers();
  return retrier;
}

function parseCatcher(
  fields: FieldReader,
  index: number,
  isLast: boolean,
  compiler: ExpressionCompiler,
): Catcher[] {
  const place: TemplatePlace = { prefix: `Catch[${index}]/`, offers: ['errorOutput'] };
  const errorEquals = parseErrorEquals(fields, isLast);
  const next = fields.string('Next');
  const output = fields.template('Output', compiler, place);
  const assign = parseAssign(fields, compiler, place);
  fields.require('Next');
  fields.raw('Comment');
  fields.refuseOthers();
  return next === undefined ? [] : [{ errorEquals, next, output, assign }];
}

function parseErrorEquals(fields: FieldReader, isLast: boolean): readonly string[] {
  if (!fields.require('ErrorEquals')) return [];
  const names = fields.strings('ErrorEquals');
  if (names.includes('States.ALL') && (names.length > 1 || !isLast)) {
    fields.problem('ErrorEquals', 'States.ALL must stand alone and in the last entry');
  }
  return names;
}
