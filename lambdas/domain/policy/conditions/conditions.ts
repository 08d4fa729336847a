import { EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { createCelEnvironment } from './cel-environment.ts';
import {
  type ConditionVariable,
  conditionVariables,
  type MappingVariable,
  mappingVariables,
} from './condition-fields.ts';

/** Plain JSON by variable. What is not known is left out: a condition asks for it with `has()`. */
export type ConditionContext = Readonly<Partial<Record<ConditionVariable | MappingVariable, unknown>>>;

/**
 * Why an expression could not be evaluated. `unknown-value`: it reads something that is not known here, which is
 * normal while evidence is missing. `error`: it is wrong for these values.
 */
export interface ConditionProblem {
  readonly kind: 'unknown-value' | 'error';
  readonly text: string;
}

export interface ConditionResult {
  readonly holds: boolean;
  readonly problem: ConditionProblem | null;
}

/** A field that is not there, and an entry past the end of a list. */
const missing: ReadonlySet<unknown> = new Set(['no_such_key', 'index_out_of_bounds']);

const environment = createCelEnvironment();
const compiled = new Map<string, ParseResult>();
const nothingKnown = Object.fromEntries(
  [...conditionVariables, ...mappingVariables].map((name) => [name, {}]),
);

/** Evaluates a CEL expression. Never throws: what cannot be evaluated does not hold, and says why. */
export function evaluateCondition(expression: string, context: ConditionContext): ConditionResult {
  const result = evaluateExpression(expression, context);
  if (result.problem !== null) return { holds: false, problem: result.problem };
  if (typeof result.value === 'boolean') return { holds: result.value, problem: null };
  return {
    holds: false,
    problem: { kind: 'error', text: `gives a ${typeof result.value}, not true or false` },
  };
}

/** The value of a CEL expression, or why it has none here. Never throws. */
export function evaluateExpression(
  expression: string,
  context: ConditionContext,
): { readonly value: unknown; readonly problem: ConditionProblem | null } {
  try {
    return { value: compile(expression)({ ...nothingKnown, ...context }), problem: null };
  } catch (error) {
    const unknown = error instanceof EvaluationError && missing.has(error.code);
    return { value: null, problem: { kind: unknown ? 'unknown-value' : 'error', text: summaryOf(error) } };
  }
}

/** Parses each expression once per process: policy has few, and they do not change. */
function compile(expression: string): ParseResult {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const fresh = environment.parse(expression);
  compiled.set(expression, fresh);
  return fresh;
}

function summaryOf(error: unknown): string {
  if (error instanceof EvaluationError) return error.summary;
  return error instanceof Error ? error.message : String(error);
}
