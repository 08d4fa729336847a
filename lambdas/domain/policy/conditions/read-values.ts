import type { ASTNode } from '@marcbachmann/cel-js';
import type { ReadValue } from '../../records/text/read-value.ts';
import { createCelEnvironment } from './cel-environment.ts';
import { conditionVariables } from './condition-fields.ts';
import type { ConditionContext } from './conditions.ts';
import { childrenOf } from './expression-nodes.ts';

/** Longer text is cut: the condition saw all of it. */
const mostCharacters = 120;

const environment = createCelEnvironment();
const known = new Map<string, readonly (readonly string[])[]>();

/** The plain values that an expression reads, each once, in the order in which it names them; what is not known is left out. */
export function readValues(expression: string, context: ConditionContext): readonly ReadValue[] {
  return pathsOf(expression).flatMap((path) => {
    const value = valueAt(context, path);
    return value === null ? [] : [{ path: path.join('.'), value }];
  });
}

/** Conditions were checked when the policy was; one that does not parse reads nothing. */
function pathsOf(expression: string): readonly (readonly string[])[] {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const paths = new Map<string, readonly string[]>();
  try {
    collect(environment.parse(expression).ast, paths);
  } catch {
    paths.clear();
  }
  known.set(expression, [...paths.values()]);
  return [...paths.values()];
}

function collect(node: ASTNode, paths: Map<string, readonly string[]>): void {
  const path = pathOf(node);
  if (path !== null) {
    paths.set(path.join('.'), path);
    return;
  }
  for (const child of childrenOf(node.args)) collect(child, paths);
}

/** `a.b.c` below a variable of the context; null for everything else. */
function pathOf(node: ASTNode): readonly string[] | null {
  if (node.op === 'id') {
    const names: readonly string[] = conditionVariables;
    return names.includes(node.args) ? [node.args] : null;
  }
  if (node.op !== '.') return null;
  const [target, name] = node.args;
  const before = pathOf(target);
  return before === null ? null : [...before, name];
}

function valueAt(context: ConditionContext, path: readonly string[]): ReadValue['value'] | null {
  let value: unknown = context;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  if (typeof value === 'string') return Array.from(value).slice(0, mostCharacters).join('');
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : null;
}
