import { splitOutside } from './split-outside.ts';

/** A row of a query: a log line, or what a command made of some. */
export interface Row {
  field(path: string): string | undefined;
  /** Of the fields that may be there, in their order. */
  readonly paths: readonly string[];
}

/** Takes rows one by one, so that none of them has to be kept, then is told that there are no more. */
export interface RowSink {
  add(row: Row): void;
  end(): void;
}

/** A command of a query: its resulting rows go to the next. */
export type RowCommand = (next: RowSink) => RowSink;

/** Gives a value out of a row; undefined where it has none. */
export type RowValue = (row: Row) => string | undefined;

/** The fields that a row has, by path. */
export function fieldsOf(row: Row): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const path of row.paths) {
    const value = row.field(path);
    if (value !== undefined) fields.set(path, value);
  }
  return fields;
}

/** A row of these fields. */
export function writtenRow(fields: ReadonlyMap<string, string>): Row {
  return { field: (path) => fields.get(path), paths: [...fields.keys()] };
}

/** A row with more fields, each made when it is looked at; one that has no value leaves the row's own. */
export function derivedRow(row: Row, made: ReadonlyMap<string, RowValue>): Row {
  return new DerivedRow(row, made);
}

class DerivedRow implements Row {
  readonly #row: Row;
  readonly #made: ReadonlyMap<string, RowValue>;

  constructor(row: Row, made: ReadonlyMap<string, RowValue>) {
    this.#row = row;
    this.#made = made;
  }

  field(path: string): string | undefined {
    return this.#made.get(path)?.(this.#row) ?? this.#row.field(path);
  }

  get paths(): readonly string[] {
    return [...new Set([...this.#row.paths, ...this.#made.keys()])];
  }
}

/** `substr(coalesce(a, b), 0, 500)`, `a`. Throws SyntaxError for any other function. */
export function parseValue(text: string): RowValue {
  const [, call, inside = ''] = /^(\w+)\(([\s\S]*)\)$/.exec(text.trim()) ?? [];
  if (call === 'coalesce') {
    const options = splitOutside(inside).map(parseValue);
    return (row) => {
      for (const option of options) {
        const found = option(row);
        if (found !== undefined) return found;
      }
      return undefined;
    };
  }
  if (call === 'substr') {
    const [of = '', from = '0', length = '0'] = splitOutside(inside);
    const [value, start, end] = [parseValue(of), Number(from), Number(from) + Number(length)];
    return (row) => value(row)?.slice(start, end);
  }
  if (call !== undefined) throw new SyntaxError(`The function "${call}" is not simulated.`);
  const field = text.trim().replace(/^`|`$/g, '');
  if (field === '@message') return (row) => JSON.stringify(Object.fromEntries(fieldsOf(row)));
  return (row) => row.field(field);
}
