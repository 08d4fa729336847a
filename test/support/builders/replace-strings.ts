/** A copy of plain JSON data in which every string value went through `replace`; names stay. */
export function replaceStrings<Value>(value: Value, replace: (text: string) => string): Value;
export function replaceStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map((each: unknown) => replaceStrings(each, replace));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, replaceStrings(each, replace)]),
    );
  }
  return value;
}
