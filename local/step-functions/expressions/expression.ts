import jsonata from 'jsonata';
import type { Json } from '../values/json.ts';
import { EvaluationError } from './evaluation-error.ts';
import { type ExpressionSources, registerFunctions } from './functions.ts';
import { plainValue, UnsupportedValueError } from './plain-value.ts';
import { type Reference, referencesOf } from './references.ts';

/** What `$name` means in an expression: `states` and the variables. */
export type Bindings = Readonly<Record<string, unknown>>;

/** One compiled `{% … %}`. */
export interface Expression {
  /** As written, without the braces and outer blanks. */
  readonly source: string;
  /** What it refers to that not every field offers. */
  readonly references: readonly Reference[];
  /** Throws EvaluationError when it fails, is undefined, or is no JSON. `location` names the field in errors. */
  evaluate(bindings: Bindings, location: string): Promise<Json>;
}

/** Bounds that stop a runaway expression. Depth and the longest sequence are those measured on AWS. */
const GUARDRAILS = { timeout: 5_000, stack: 100, sequence: 873_782 } as const;

const EXPRESSION_PATTERN = /^\{%([\s\S]*)%\}$/;

/** The source inside `{% … %}`, or undefined when the text is a plain string. */
export function expressionSource(text: string): string | undefined {
  return EXPRESSION_PATTERN.exec(text)?.[1]?.trim();
}

/** Compiles each distinct expression once. */
export class ExpressionCompiler {
  readonly #sources: ExpressionSources;
  readonly #compiled = new Map<string, Expression>();

  constructor(sources: ExpressionSources) {
    this.#sources = sources;
  }

  /** Throws Error with JSONata's message when the source does not parse. */
  compile(source: string): Expression {
    const known = this.#compiled.get(source);
    if (known !== undefined) return known;
    const expression = compileExpression(source, this.#sources);
    this.#compiled.set(source, expression);
    return expression;
  }
}

function compileExpression(source: string, sources: ExpressionSources): Expression {
  const program = parse(source);
  registerFunctions(program, sources);
  return {
    source,
    references: referencesOf(program),
    async evaluate(bindings, location) {
      let value: unknown;
      try {
        value = await program.evaluate(undefined, bindings);
      } catch (error) {
        throw evaluationError(source, location, `threw an error during evaluation${jsonataProblem(error)}`);
      }
      if (value === undefined) throw evaluationError(source, location, 'returned nothing (undefined).');
      try {
        return plainValue(value);
      } catch (error) {
        if (error instanceof UnsupportedValueError) {
          throw evaluationError(source, location, 'returned an unsupported result type.');
        }
        throw error;
      }
    },
  };
}

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source, GUARDRAILS);
  } catch (error) {
    throw new Error(jsonataError(error).message, { cause: error });
  }
}

export function evaluationError(source: string, location: string, problem: string): EvaluationError {
  return new EvaluationError(
    `The JSONata expression '${source}' specified for the field '${location}' ${problem}`,
    location,
  );
}

/** An error with a code is a sentence of its own; AWS sets one without behind a colon. */
function jsonataProblem(error: unknown): string {
  const { code, message } = jsonataError(error);
  return code === undefined ? `: ${message}` : `. ${code}: ${message}`;
}

/** JSONata throws objects with `code` and `message` that are not always Errors. */
function jsonataError(error: unknown): { readonly code?: string; readonly message: string } {
  if (typeof error !== 'object' || error === null || !('message' in error)) return { message: String(error) };
  const message = String(error.message);
  return 'code' in error && typeof error.code === 'string' ? { code: error.code, message } : { message };
}
