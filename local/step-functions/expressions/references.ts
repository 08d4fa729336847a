import type jsonata from 'jsonata';

type Node = jsonata.ExprNode & {
  readonly expression?: Node;
  readonly body?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
};

/** Members of `$states` that only some fields offer. */
export type StatesMember = 'result' | 'errorOutput';

/** Something that an expression refers to and that may not exist where it stands. */
export type Reference =
  | { readonly kind: 'states'; readonly member: StatesMember }
  /** `$$`, the root of an input that no expression has. */
  | { readonly kind: 'root' }
  /** `$` or a bare name: they look into an input that no expression has. */
  | { readonly kind: 'context'; readonly name: string };

/**
 * What an expression refers to at its top level, each once, in the order written. Only the first step of a path is
 * looked up there; later steps, predicates and groupings look into what the step before gave.
 */
export function referencesOf(program: jsonata.Expression): readonly Reference[] {
  const found = new Map<string, Reference>();
  collect(program.ast(), (reference) => found.set(JSON.stringify(reference), reference));
  return [...found.values()];
}

type Note = (reference: Reference) => void;

function collect(node: Node | undefined, note: Note): void {
  if (node === undefined) return;
  // The types of JSONata leave some kinds of nodes out.
  const type: string = node.type;
  switch (type) {
    case 'path':
      collectPath(node, note);
      break;
    case 'name':
      note({ kind: 'context', name: String(node.value) });
      break;
    case 'variable':
      if (node.value === '') note({ kind: 'context', name: '$' });
      if (node.value === '$') note({ kind: 'root' });
      break;
    case 'function':
    case 'partial':
      collect(node.procedure, note);
      collectEach(node.arguments, note);
      break;
    default:
      collectEach(operandsOf(node), note);
  }
}

function collectPath({ steps = [] }: Node, note: Note): void {
  const [first, second] = steps;
  collect(first, note);
  if (first?.type !== 'variable' || first.value !== 'states' || second?.type !== 'name') return;
  if (second.value === 'result' || second.value === 'errorOutput')
    note({ kind: 'states', member: second.value });
}

function collectEach(nodes: readonly Node[] | undefined, note: Note): void {
  for (const node of nodes ?? []) collect(node, note);
}

/** The parts of operators, constructors, blocks, conditions, bindings and functions. */
function operandsOf({ type, value, lhs, rhs, expression, expressions, body, ...branches }: Node): Node[] {
  // The left of `:=` is the name that is bound.
  const left = value === ':=' ? [] : [lhs ?? []].flat(2);
  const { condition, then, else: otherwise } = branches;
  const parts = [...left, rhs, expression, ...(expressions ?? []), body, condition, then, otherwise];
  return type === 'transform' ? [] : parts.filter((part) => part !== undefined);
}
