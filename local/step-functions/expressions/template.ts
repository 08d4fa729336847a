import { isJsonArray, isJsonObject, type Json, jsonTypeOf } from '../json.ts';
import { EvaluationError } from './evaluation-error.ts';
import type { ExpectedType } from './expected-type.ts';
import {
  type Bindings,
  type Expression,
  type ExpressionCompiler,
  evaluationError,
  expressionSource,
} from './expression.ts';

/** A JSON value whose strings may be expressions, at any depth, compiled. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly location: string }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Template])[] };

/** An expression that does not parse, with the field it stands in. */
export interface TemplateProblem {
  readonly location: string;
  readonly message: string;
}

/** Compiles a payload template. `location` is its field, for example `Output`. Problems go to `problems`. */
export function compileTemplate(
  value: Json,
  location: string,
  compiler: ExpressionCompiler,
  problems: TemplateProblem[],
): Template {
  if (typeof value === 'string') return compileText(value, location, compiler, problems);
  if (isJsonArray(value)) {
    const items = value.map((item, index) =>
      compileTemplate(item, `${location}[${index}]`, compiler, problems),
    );
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'array', items };
  }
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(
      ([key, field]) => [key, compileTemplate(field, `${location}/${key}`, compiler, problems)] as const,
    );
    return fields.every(([, field]) => isConstant(field))
      ? { kind: 'constant', value }
      : { kind: 'object', fields };
  }
  return { kind: 'constant', value };
}

function compileText(
  text: string,
  location: string,
  compiler: ExpressionCompiler,
  problems: TemplateProblem[],
): Template {
  const source = expressionSource(text);
  if (source === undefined) return { kind: 'constant', value: text };
  try {
    return { kind: 'expression', expression: compiler.compile(source), location };
  } catch (error) {
    problems.push({ location, message: error instanceof Error ? error.message : String(error) });
    return { kind: 'constant', value: text };
  }
}

function isConstant(template: Template): boolean {
  return template.kind === 'constant';
}

/** The value of a template. Throws EvaluationError. */
export async function evaluateTemplate(template: Template, bindings: Bindings): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return template.expression.evaluate(bindings, template.location);
    case 'array': {
      const items: Json[] = [];
      for (const item of template.items) items.push(await evaluateTemplate(item, bindings));
      return items;
    }
    case 'object': {
      const object: Record<string, Json> = {};
      for (const [key, field] of template.fields) object[key] = await evaluateTemplate(field, bindings);
      return object;
    }
    default:
      return template satisfies never;
  }
}

/** The value of a template that must have a certain type. Throws EvaluationError. */
export async function evaluateTyped<T extends Json>(
  template: Template,
  bindings: Bindings,
  expected: ExpectedType<T>,
  location: string,
): Promise<T> {
  const value = await evaluateTemplate(template, bindings);
  if (expected.matches(value)) return value;
  const problem = `an unexpected result type. Expected '${expected.name}', but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`;
  throw template.kind === 'expression'
    ? evaluationError(template.expression.source, location, `returned ${problem}`)
    : new EvaluationError(`The field '${location}' has ${problem}`, location);
}
