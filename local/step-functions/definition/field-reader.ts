import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { StatesMember } from '../expressions/references.ts';
import { compileTemplate, type Template, type TemplateProblem } from '../expressions/template.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Diagnostics } from './diagnostics.ts';

/** Where a template stands. */
export interface TemplatePlace {
  /** Goes before the field's name in run-time errors: `Catch[0]/`. */
  readonly prefix?: string;
  /** Members of `$states` that exist there besides input and context. */
  readonly offers?: readonly StatesMember[];
}

/** Reads the fields of one JSON object, notes what is wrong, and knows which fields nobody asked for. */
export class FieldReader {
  readonly object: JsonObject;
  /** JSON pointer of the object; empty for the root. */
  readonly location: string;
  readonly #diagnostics: Diagnostics;
  readonly #read = new Set<string>();

  constructor(object: JsonObject, location: string, diagnostics: Diagnostics) {
    this.object = object;
    this.location = location;
    this.#diagnostics = diagnostics;
  }

  has(field: string): boolean {
    return this.object[field] !== undefined;
  }

  at(field: string): string {
    return `${this.location}/${field}`;
  }

  problem(field: string, message: string): void {
    this.#diagnostics.add(this.at(field), message);
  }

  /** A problem of the object as a whole. */
  problemHere(message: string): void {
    this.#diagnostics.add(this.location || '/', message);
  }

  /** Notes all that are missing in one diagnostic, as AWS does. */
  require(...fields: readonly string[]): boolean {
    const missing = fields.filter((field) => !this.has(field));
    if (missing.length > 0) {
      this.problemHere(`These fields are required: [${missing.join(', ')}]`);
    }
    return missing.length === 0;
  }

  raw(field: string): Json | undefined {
    this.#read.add(field);
    return this.object[field];
  }

  string(field: string): string | undefined {
    return this.#typed(field, 'string', (value) => typeof value === 'string');
  }

  boolean(field: string): boolean | undefined {
    return this.#typed(field, 'boolean', (value) => typeof value === 'boolean');
  }

  /** A constant number of at least `least`. */
  number(field: string, least: number, kind: 'integer' | 'number' = 'integer'): number | undefined {
    const isValid = (value: Json): value is number =>
      typeof value === 'number' && value >= least && (kind === 'number' || Number.isInteger(value));
    return this.#typed(field, Number.isFinite(least) ? `${kind} of at least ${least}` : kind, isValid);
  }

  /** A field that holds a number from `least` to `most`, or an expression for one. */
  numberTemplate(
    field: string,
    compiler: ExpressionCompiler,
    [least, most]: readonly [number, number],
    kind: 'integer' | 'number' = 'integer',
  ): Template | undefined {
    const template = this.template(field, compiler);
    if (template?.kind !== 'constant') return template;
    const value = this.number(field, Number.NEGATIVE_INFINITY, kind);
    if (value !== undefined && value < least) this.problem(field, `Minimum value is ${least}`);
    if (value !== undefined && value > most) this.problem(field, `Maximum value is ${most}`);
    return template;
  }

  child(field: string): FieldReader | undefined {
    const value = this.#typed(field, 'object', isJsonObject);
    return value === undefined ? undefined : new FieldReader(value, this.at(field), this.#diagnostics);
  }

  /** The objects of an array field, each with its own reader. */
  objects(field: string): FieldReader[] {
    const items = this.#typed(field, 'array', isJsonArray) ?? [];
    return items.flatMap((item, index) => {
      const location = `${this.at(field)}[${index}]`;
      if (isJsonObject(item)) return [new FieldReader(item, location, this.#diagnostics)];
      this.#diagnostics.add(location, 'Expected value of type Object');
      return [];
    });
  }

  strings(field: string): readonly string[] {
    const items = this.#typed(field, 'array', isJsonArray) ?? [];
    const strings = items.filter((item) => typeof item === 'string');
    if (strings.length !== items.length || strings.length === 0)
      this.problem(field, 'Expected a non-empty list of strings');
    return strings;
  }

  /** A field that may hold expressions. */
  template(
    field: string,
    compiler: ExpressionCompiler,
    { prefix = '', offers = [] }: TemplatePlace = {},
  ): Template | undefined {
    const value = this.raw(field);
    if (value === undefined) return undefined;
    const problems: TemplateProblem[] = [];
    const template = compileTemplate(value, `${prefix}${field}`, { compiler, offers, problems });
    for (const { location, message, code } of problems) {
      this.#diagnostics.add(this.at(location.slice(prefix.length)), message, code);
    }
    return template;
  }

  /** Notes every field that was not read, at the object, as AWS does. */
  refuseOthers(): void {
    for (const field of Object.keys(this.object)) {
      if (!this.#read.has(field)) this.problemHere(refusalOfField(field));
    }
  }

  #typed<T extends Json>(
    field: string,
    expected: string,
    isValid: (value: Json) => value is T,
  ): T | undefined {
    const value = this.raw(field);
    if (value === undefined || isValid(value)) return value;
    this.problem(field, `Expected value of type ${expected}`);
    return undefined;
  }
}

/** Fields of states that only the JSONPath dialect has. */
const FIELDS_OF_JSONPATH: ReadonlySet<string> = new Set([
  'InputPath',
  'OutputPath',
  'ResultPath',
  'ResultSelector',
  'Parameters',
  'Result',
  'ItemsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'ErrorPath',
  'CausePath',
]);

function refusalOfField(field: string): string {
  return FIELDS_OF_JSONPATH.has(field)
    ? `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`
    : `Field '${field}' is not supported`;
}
