import { parseValue, type Row, type RowCommand, type RowValue, writtenRow } from './insights-rows.ts';
import { splitOutside } from './split-outside.ts';

/** Takes row after row of a group, and gives what was measured. */
interface Measure {
  add(row: Row): void;
  result(): string;
}

interface Group {
  readonly of: readonly (string | undefined)[];
  readonly measured: readonly Measure[];
}

/** Reads `count(*) as lines, min(@timestamp) as firstAt by name, text`. Throws SyntaxError for any other statistic. */
export function parseStats(text: string): RowCommand {
  const [what = '', by = ''] = text.split(/\s+by\s+/);
  const fields = by === '' ? [] : splitOutside(by);
  const measures = splitOutside(what).map(parseMeasure);
  return (next) => {
    const groups: Group[] = [];
    const tree = newBranch();
    const groupOf = (of: Group['of']): Group => {
      const branch = branchAt(tree, of);
      if (branch.group === undefined) {
        branch.group = { of, measured: measures.map(({ begin }) => begin()) };
        groups.push(branch.group);
      }
      return branch.group;
    };
    // Without fields there is one group, also of nothing.
    if (fields.length === 0) groupOf([]);
    return {
      add(row) {
        for (const measure of groupOf(fields.map((field) => row.field(field))).measured) measure.add(row);
      },
      end() {
        for (const group of groups) next.add(rowOf(group));
        next.end();
      },
    };
  };

  function rowOf({ of, measured }: Group): Row {
    const made = new Map<string, string>();
    for (const [index, field] of fields.entries()) {
      const value = of[index];
      if (value !== undefined) made.set(field, value);
    }
    for (const [index, { alias }] of measures.entries()) made.set(alias, measured[index]?.result() ?? '');
    return writtenRow(made);
  }
}

/** Groups by the values of one field after the other. */
interface Branch {
  group: Group | undefined;
  readonly next: Map<string | undefined, Branch>;
}

function newBranch(): Branch {
  return { group: undefined, next: new Map() };
}

function branchAt(root: Branch, values: Group['of']): Branch {
  let branch = root;
  for (const value of values) {
    const found = branch.next.get(value) ?? newBranch();
    branch.next.set(value, found);
    branch = found;
  }
  return branch;
}

function parseMeasure(text: string): { readonly alias: string; readonly begin: () => Measure } {
  const [, call, of = '', alias = text] = /^(\w+)\(([^)]*)\)(?:\s+as\s+(\w+))?$/.exec(text) ?? [];
  if (call === 'count' && of === '*') return { alias, begin: () => counted(() => '') };
  const value = parseValue(of);
  switch (call ?? '') {
    case 'count':
      return { alias, begin: () => counted(value) };
    case 'count_distinct':
      return { alias, begin: () => distinct(value) };
    case 'min':
      return { alias, begin: () => extreme(value, Math.min, Infinity) };
    case 'max':
      return { alias, begin: () => extreme(value, Math.max, -Infinity) };
    default:
      throw new SyntaxError(`The statistic "${text}" is not simulated.`);
  }
}

function counted(value: RowValue): Measure {
  let count = 0;
  return {
    add(row) {
      if (value(row) !== undefined) count += 1;
    },
    result: () => String(count),
  };
}

function distinct(value: RowValue): Measure {
  const seen = new Set<string>();
  return {
    add(row) {
      const found = value(row);
      if (found !== undefined) seen.add(found);
    },
    result: () => String(seen.size),
  };
}

function extreme(value: RowValue, pick: (a: number, b: number) => number, none: number): Measure {
  let best = none;
  return {
    add(row) {
      const found = value(row);
      if (found !== undefined) best = pick(best, Number(found));
    },
    result: () => String(best),
  };
}
