import { isJsonArray, type Json, type JsonTypeName } from '../values/json.ts';

/** A type that a field asks of its value. */
export interface ExpectedType<T extends Json> {
  /** As AWS names it in its errors. */
  readonly name: JsonTypeName;
  readonly matches: (value: Json) => value is T;
}

export const STRING: ExpectedType<string> = { name: 'string', matches: (value) => typeof value === 'string' };
export const NUMBER: ExpectedType<number> = { name: 'number', matches: (value) => typeof value === 'number' };
export const BOOLEAN: ExpectedType<boolean> = {
  name: 'boolean',
  matches: (value) => typeof value === 'boolean',
};
export const ARRAY: ExpectedType<readonly Json[]> = { name: 'array', matches: isJsonArray };
