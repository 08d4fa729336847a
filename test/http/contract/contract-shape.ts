import type * as z from 'zod/mini';

/** Fields and closed sets of words below a schema, by dotted path; a list has the path of its items. */
export interface ContractShape {
  readonly fields: ReadonlySet<string>;
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
}

type Definition =
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.ZodMiniType>> }
  | { readonly type: 'array'; readonly element: z.ZodMiniType }
  | { readonly type: 'union'; readonly options: readonly z.ZodMiniType[] }
  | { readonly type: 'enum'; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: 'literal'; readonly values: readonly unknown[] }
  | { readonly type: 'nullable' | 'optional' | 'default'; readonly innerType: z.ZodMiniType }
  | { readonly type: 'string' | 'number' | 'boolean' | 'null' | 'record' };

/** Throws for a schema that may let through what it does not name. */
export function contractShape(schema: z.ZodMiniType): ContractShape {
  const fields = new Set<string>();
  const words = new Map<string, Set<string>>();
  const know = (path: string, list: readonly unknown[]) => {
    words.set(path, (words.get(path) ?? new Set()).union(new Set(list.map(String))));
  };
  const walk = (each: z.ZodMiniType, path: string): void => {
    const definition = each.def as unknown as Definition;
    switch (definition.type) {
      case 'object':
        if ('catchall' in definition) throw new Error(`${path} takes fields that it does not name`);
        for (const [name, field] of Object.entries(definition.shape)) {
          const inner = path === '' ? name : `${path}.${name}`;
          fields.add(inner);
          walk(field, inner);
        }
        return;
      case 'array':
        walk(definition.element, path);
        return;
      case 'union':
        for (const option of definition.options) walk(option, path);
        return;
      case 'enum':
        know(path, Object.values(definition.entries));
        return;
      case 'literal':
        know(path, definition.values);
        return;
      case 'nullable':
      case 'optional':
      case 'default':
        walk(definition.innerType, path);
        return;
      case 'string':
      case 'number':
      case 'boolean':
      case 'null':
      case 'record':
        return;
      default:
        throw new Error(
          `${path} is of a type that docs/api.md cannot describe: ${JSON.stringify(definition)}`,
        );
    }
  };
  walk(schema, '');
  return { fields, words };
}

/** Fields of a shape as docs/api.md writes it: `{id, plan{hash, steps[{index}]}, evidence[{kind} | {kind, reason}]}`. */
export function documentedFields(notation: string): ReadonlySet<string> {
  const fields = new Set<string>();
  const parents: string[] = [''];
  let last = '';
  for (const [token] of notation.matchAll(/[\w]+|[{}]/g)) {
    if (token === '{') parents.push(last);
    else if (token === '}') last = parents.pop() ?? '';
    else {
      const parent = parents.at(-1) ?? '';
      last = parent === '' ? token : `${parent}.${token}`;
      fields.add(last);
    }
  }
  return fields;
}
