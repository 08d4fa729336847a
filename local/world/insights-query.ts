import type { LogLine } from './log-lines.ts';

type Row = Readonly<Record<string, string>>;
type Command = (rows: readonly Row[]) => readonly Row[];

/**
 * Reads a query of the part of Logs Insights that Firebreak sends: `fields … as`, `filter`, `stats … by`, `sort`, `limit`. Throws
 * SyntaxError for anything else. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function parseInsightsQuery(query: string): (lines: readonly LogLine[]) => readonly Row[] {
  const commands = query.split(/\n\s*\|\s*|^\s*\|\s*/).map((text) => parseCommand(text.trim()));
  return (lines) => commands.reduce<readonly Row[]>((rows, command) => command(rows), lines);
}

function parseCommand(text: string): Command {
  const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  switch (name) {
    case 'fields':
      return parseFields(rest);
    case 'filter': {
      const holds = parseFilter(rest);
      return (rows) => rows.filter(holds);
    }
    case 'stats':
      return parseStats(rest);
    case 'sort': {
      const [, field = '', order] = /^(\S+)(?:\s+(asc|desc))?$/.exec(rest) ?? [];
      const sign = order === 'desc' ? -1 : 1;
      return (rows) => rows.toSorted((a, b) => sign * (Number(a[field] ?? 0) - Number(b[field] ?? 0)));
    }
    case 'limit':
      return (rows) => rows.slice(0, Number(rest));
    default:
      throw new SyntaxError(`The command "${name}" is not simulated.`);
  }
}

/** `substr(coalesce(a, b), 0, 500) as c`, `a as c`. */
function parseFields(text: string): Command {
  const wanted = splitOutside(text).map((part) => {
    const [, expression = part, alias = part] = /^([\s\S]+?)\s+as\s+(\w+)$/.exec(part) ?? [];
    return { alias, value: parseValue(expression) };
  });
  return (rows) =>
    rows.map((row) => {
      const made: Record<string, string> = { ...row };
      for (const { alias, value } of wanted) {
        const found = value(row);
        if (found !== undefined) made[alias] = found;
      }
      return made;
    });
}

function parseValue(text: string): (row: Row) => string | undefined {
  const [, call, inside = ''] = /^(\w+)\(([\s\S]*)\)$/.exec(text.trim()) ?? [];
  if (call === 'coalesce') {
    const options = splitOutside(inside).map(parseValue);
    return (row) => options.reduce<string | undefined>((found, option) => found ?? option(row), undefined);
  }
  if (call === 'substr') {
    const [of = '', from = '0', length = '0'] = splitOutside(inside);
    const value = parseValue(of);
    return (row) => value(row)?.slice(Number(from), Number(from) + Number(length));
  }
  if (call !== undefined) throw new SyntaxError(`The function "${call}" is not simulated.`);
  const field = text.trim().replace(/^`|`$/g, '');
  return (row) => (field === '@message' ? JSON.stringify(row) : row[field]);
}

/** Clauses joined by `or` or `and`: `field like /…/`, `ispresent(field)`, `field = "text"`; brackets around them. */
function parseFilter(text: string): (row: Row) => boolean {
  const tokens =
    text.match(/\/(?:\\.|[^/\\])*\/|"(?:\\.|[^"\\])*"|ispresent\([^)]*\)|[\w.@`-]+|!=|=|[()]|\S/g) ?? [];
  let position = 0;
  const peek = (): string | undefined => tokens[position];
  const take = (): string => tokens[position++] ?? '';
  const either = (): ((row: Row) => boolean) => {
    const options = [both()];
    while (peek() === 'or') {
      take();
      options.push(both());
    }
    return (row) => options.some((option) => option(row));
  };
  const both = (): ((row: Row) => boolean) => {
    const parts = [clause()];
    while (peek() === 'and') {
      take();
      parts.push(clause());
    }
    return (row) => parts.every((part) => part(row));
  };
  const clause = (): ((row: Row) => boolean) => {
    const token = take();
    if (token === 'not') {
      const inner = clause();
      return (row) => !inner(row);
    }
    if (token === '(') {
      const inner = either();
      if (take() !== ')') throw new SyntaxError(`A bracket is not closed: ${text}`);
      return inner;
    }
    const present = /^ispresent\((.*)\)$/.exec(token)?.[1];
    if (present !== undefined) {
      const value = parseValue(present);
      return (row) => value(row) !== undefined;
    }
    return comparison(parseValue(token), take(), take(), text);
  };
  const holds = either();
  if (peek() !== undefined) throw new SyntaxError(`The filter is not simulated: ${text}`);
  return holds;
}

function comparison(
  value: (row: Row) => string | undefined,
  operator: string,
  operand: string,
  text: string,
): (row: Row) => boolean {
  const isText = /^"[\s\S]*"$/.test(operand);
  if (operator === 'like' && /^\/[\s\S]*\/$/.test(operand)) {
    const [, flags, pattern = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(operand.slice(1, -1)) ?? [];
    const matches = new RegExp(pattern, flags === undefined ? '' : 'i');
    return (row) => matches.test(value(row) ?? '');
  }
  const wanted = isText ? operand.slice(1, -1) : operand;
  if (operator === 'like' && isText) return (row) => (value(row) ?? '').includes(wanted);
  if (operator === '=') return (row) => value(row) === wanted;
  if (operator === '!=') return (row) => value(row) !== wanted;
  throw new SyntaxError(`The filter is not simulated: ${text}`);
}

/** `count(*) as lines, min(@timestamp) as firstAt by name, text`. */
function parseStats(text: string): Command {
  const [what = '', by = ''] = text.split(/\s+by\s+/);
  const fields = by === '' ? [] : splitOutside(by);
  const measures = splitOutside(what).map(parseMeasure);
  return (rows) => {
    const groups = Map.groupBy(rows, (row) => JSON.stringify(fields.map((field) => row[field] ?? null)));
    if (fields.length === 0 && groups.size === 0) groups.set('', []);
    return [...groups.values()].map((group) => {
      const of = fields.flatMap((field) => {
        const value = group[0]?.[field];
        return value === undefined ? [] : [[field, value] as const];
      });
      return Object.fromEntries([
        ...of,
        ...measures.map(({ alias, measure }) => [alias, measure(group)] as const),
      ]);
    });
  };
}

function parseMeasure(text: string): {
  readonly alias: string;
  readonly measure: (rows: readonly Row[]) => string;
} {
  const [, call, of = '', alias = text] = /^(\w+)\(([^)]*)\)(?:\s+as\s+(\w+))?$/.exec(text) ?? [];
  if (call === 'count' && of === '*') return { alias, measure: (rows) => String(rows.length) };
  const value = parseValue(of);
  const values = (rows: readonly Row[]): readonly string[] => rows.flatMap((row) => value(row) ?? []);
  switch (call ?? '') {
    case 'count':
      return { alias, measure: (rows) => String(values(rows).length) };
    case 'count_distinct':
      return { alias, measure: (rows) => String(new Set(values(rows)).size) };
    case 'min':
    case 'max': {
      const pick = call === 'min' ? Math.min : Math.max;
      return {
        alias,
        measure: (rows) =>
          String(
            values(rows).reduce(
              (found, one) => pick(found, Number(one)),
              call === 'min' ? Infinity : -Infinity,
            ),
          ),
      };
    }
    default:
      throw new SyntaxError(`The statistic "${text}" is not simulated.`);
  }
}

/** Splits at commas that stand in no bracket. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}
