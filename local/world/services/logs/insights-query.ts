import {
  derivedRow,
  parseValue,
  type Row,
  type RowCommand,
  type RowSink,
  type RowValue,
} from './insights-rows.ts';
import { parseStats } from './insights-stats.ts';
import { splitOutside } from './split-outside.ts';

/** What one query makes of its lines. */
export interface InsightsResult {
  readonly rows: readonly Row[];
  readonly scanned: number;
}

/**
 * Reads a query of the part of Logs Insights that Firebreak sends: `fields … as`, `filter`, `stats … by`, `sort`, `limit`. Throws
 * SyntaxError for anything else. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function parseInsightsQuery(query: string): (lines: Iterable<Row>) => InsightsResult {
  const commands = query.split(/\n\s*\|\s*|^\s*\|\s*/).map((text) => parseCommand(text.trim()));
  return (lines) => {
    const rows: Row[] = [];
    const end: RowSink = { add: (row) => rows.push(row), end: () => {} };
    const sink = commands.reduceRight((next, command) => command(next), end);
    let scanned = 0;
    for (const line of lines) {
      scanned += 1;
      sink.add(line);
    }
    sink.end();
    return { rows, scanned };
  };
}

function parseCommand(text: string): RowCommand {
  const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  switch (name) {
    case 'fields':
      return parseFields(rest);
    case 'filter': {
      const holds = parseFilter(rest);
      return (next) => ({ ...next, add: (row) => (holds(row) ? next.add(row) : undefined) });
    }
    case 'stats':
      return parseStats(rest);
    case 'sort':
      return parseSort(rest);
    case 'limit':
      return (next) => {
        let left = Number(rest);
        return {
          ...next,
          add(row) {
            left -= 1;
            if (left >= 0) next.add(row);
          },
        };
      };
    default:
      throw new SyntaxError(`The command "${name}" is not simulated.`);
  }
}

function parseSort(text: string): RowCommand {
  const [, field = '', order] = /^(\S+)(?:\s+(asc|desc))?$/.exec(text) ?? [];
  const sign = order === 'desc' ? -1 : 1;
  return (next) => {
    const found: { readonly row: Row; readonly by: number }[] = [];
    return {
      add: (row) => found.push({ row, by: Number(row.field(field) ?? 0) }),
      end() {
        for (const { row } of found.sort((a, b) => sign * (a.by - b.by))) next.add(row);
        next.end();
      },
    };
  };
}

/** `substr(coalesce(a, b), 0, 500) as c`, `a as c`. */
function parseFields(text: string): RowCommand {
  const wanted = splitOutside(text).map((part): readonly [string, RowValue] => {
    const [, expression = part, alias = part] = /^([\s\S]+?)\s+as\s+(\w+)$/.exec(part) ?? [];
    return [alias, parseValue(expression)];
  });
  const made = new Map(wanted);
  return (next) => ({ ...next, add: (row) => next.add(derivedRow(row, made)) });
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

function comparison(value: RowValue, operator: string, operand: string, text: string): (row: Row) => boolean {
  const isText = /^"[\s\S]*"$/.test(operand);
  if (operator === 'like' && /^\/[\s\S]*\/$/.test(operand)) {
    const [, flags, pattern = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(operand.slice(1, -1)) ?? [];
    const matches = new RegExp(pattern, flags === undefined ? '' : 'i');
    // Rows one after the other mostly have the same value.
    let [last, result]: [string | null, boolean] = [null, false];
    return (row) => {
      const found = value(row) ?? '';
      if (found !== last) [last, result] = [found, matches.test(found)];
      return result;
    };
  }
  const wanted = isText ? operand.slice(1, -1) : operand;
  if (operator === 'like' && isText) return (row) => (value(row) ?? '').includes(wanted);
  if (operator === '=') return (row) => value(row) === wanted;
  if (operator === '!=') return (row) => value(row) !== wanted;
  throw new SyntaxError(`The filter is not simulated: ${text}`);
}
