import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { ApiError } from './api-error.ts';

/** Reads the members of a request and refuses what does not fit with ValidationException. */
export class Request {
  readonly #members: JsonObject;

  constructor(members: Json) {
    if (!isJsonObject(members)) throw new ApiError('ValidationException', 'The request is no JSON object');
    this.#members = members;
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined && this.#members[name] !== null;
  }

  string(name: string, longest?: number): string {
    return this.optionalString(name, longest) ?? this.#missing(name);
  }

  /** A text of at most `longest` characters. */
  optionalString(name: string, longest = Number.POSITIVE_INFINITY): string | undefined {
    const text = this.#typed(name, 'a string', (value) => typeof value === 'string');
    if (text === undefined || text.length <= longest) return text;
    throw invalid(name, `have length less than or equal to ${longest}`);
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.#typed(name, 'a boolean', (value) => typeof value === 'boolean');
  }

  /** A page size: between 0 and `most`, where 0 and absence mean `usual`. */
  pageSize(name: string, usual: number, most: number): number {
    const isSize = (value: Json): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
    return this.#typed(name, `a whole number from 0 to ${most}`, isSize) || usual;
  }

  optionalOneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const isOne = (value: Json): value is T => values.some((one) => one === value);
    return this.#typed(name, `one of ${values.join(', ')}`, isOne);
  }

  #typed<T extends Json>(
    name: string,
    expected: string,
    isValid: (value: Json) => value is T,
  ): T | undefined {
    const value = this.#members[name];
    if (value === undefined || value === null) return undefined;
    if (isValid(value)) return value;
    throw invalid(name, `be ${expected}`);
  }

  #missing(name: string): never {
    throw invalid(name, 'not be null');
  }
}

function invalid(name: string, constraint: string): ApiError {
  return new ApiError(
    'ValidationException',
    `Value at '${name}' failed to satisfy constraint: Member must ${constraint}`,
  );
}
