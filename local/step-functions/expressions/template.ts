import { isJsonArray, isJsonObject, type Json, jsonTypeOf } from '../values/json.ts';
import { EvaluationError } from './evaluation-error.ts';
import type { ExpectedType } from './expected-type.ts';
import {
  type Bindings,
  type Expression,
  type ExpressionCompiler,
  evaluationError,
  expressionSource,
} from './expression.ts';
import type { Reference, StatesMember } from './references.ts';

/** A JSON value whose strings may be expressions, at any depth, compiled. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly location: string }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Template])[] };

/** An expression that does not parse or refers to what its field does not offer, with that field. */
export interface TemplateProblem {
  readonly location: string;
  readonly message: string;
  readonly code: 'INVALID_JSONATA_EXPRESSION' | 'UNSUPPORTED_JSONATA_EXPRESSION';
}

/** What compiling a template needs besides its value. */
export interface TemplateContext {
  readonly compiler: ExpressionCompiler;
  /** Members of `$states` that the field offers besides input and context. */
  readonly offers: readonly StatesMember[];
  /** Takes what is wrong. */
  readonly problems: TemplateProblem[];
}

/** Compiles a payload template. `location` is its field, for example `Output`. */
export function compileTemplate(value: Json, location: string, context: TemplateContext): Template {
  if (typeof value === 'string') return compileText(value, location, context);
  if (isJsonArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, `${location}[${index}]`, context));
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'array', items };
  }
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(
      ([key, field]) => [key, compileTemplate(field, `${location}/${key}`, context)] as const,
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
  { compiler, offers, problems }: TemplateContext,
): Template {
  const source = expressionSource(text);
  if (source === undefined) return { kind: 'constant', value: text };
  try {
    const expression = compiler.compile(source);
    for (const reference of expression.references) {
      const message = refusal(reference, offers);
      if (message !== undefined) problems.push({ location, message, code: 'UNSUPPORTED_JSONATA_EXPRESSION' });
    }
    return { kind: 'expression', expression, location };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problems.push({ location, message, code: 'INVALID_JSONATA_EXPRESSION' });
    return { kind: 'constant', value: text };
  }
}

/** Why a field may not refer to something, in the words of AWS; undefined when it may. */
function refusal(reference: Reference, offers: readonly StatesMember[]): string | undefined {
  switch (reference.kind) {
    case 'states':
      return offers.includes(reference.member)
        ? undefined
        : `Field '$states.${reference.member}' does not exist.`;
    case 'root':
      return "Reference to '$$' is not supported.";
    case 'context':
      return `Reference to '${reference.name}' at the top level is not supported.`;
    default:
      return reference satisfies never;
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
