import type { ASTNode } from '@marcbachmann/cel-js';
import type { FieldTree } from './condition-fields.ts';
import type { ExpressionDefect } from './expression-defect.ts';
import { childrenOf } from './expression-nodes.ts';

/** Every `a.b.c` of the expression that names something no context has: a typo would otherwise just never hold. */
export function unknownFields(ast: ASTNode, fields: FieldTree): readonly ExpressionDefect[] {
  const problems: ExpressionDefect[] = [];
  visit(ast, fields, new Set(), problems);
  return problems;
}

/** Reports problems below `node` and returns what may be read from it. `bound` holds names that macros introduce. */
function visit(
  node: ASTNode,
  fields: FieldTree,
  bound: ReadonlySet<string>,
  problems: ExpressionDefect[],
): FieldTree {
  if (node.op === 'id') {
    return bound.has(node.args) ? 'anything' : read(node.args, fields, node.start, problems);
  }
  if (node.op === '.') {
    const [target, name] = node.args;
    return read(name, visit(target, fields, bound, problems), node.end - name.length, problems);
  }
  if (node.op === 'rcall') {
    const [name, target, args] = node.args;
    const inner = introduced(name, args);
    const known = inner === null ? bound : new Set([...bound, inner]);
    visit(target, fields, bound, problems);
    for (const arg of args) visit(arg, fields, known, problems);
    return 'anything';
  }
  for (const child of childrenOf(node.args)) visit(child, fields, bound, problems);
  return 'anything';
}

function read(name: string, from: FieldTree, offset: number, problems: ExpressionDefect[]): FieldTree {
  if (from === 'anything') return 'anything';
  const field = Object.hasOwn(from, name) ? from[name] : undefined;
  if (field !== undefined) return field;
  problems.push({ offset, text: `there is no "${name}" here; there are ${Object.keys(from).join(', ')}` });
  return 'anything';
}

const macros: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** The variable of `list.exists(x, …)`. */
function introduced(name: string, args: readonly ASTNode[]): string | null {
  const [first] = args;
  return macros.includes(name) && first?.op === 'id' ? first.args : null;
}
