import type { IamStatement } from '../../lambdas/ports/plug-ins/action.ts';
import { pseudoParameters } from './template-text.ts';

/** In characters. IAM allows a role 10,240 in policies of its own; some names are known only when they are made. */
export const ownCharacters = 9600;
/** Of the 6,144 that a managed policy may have. */
const furtherLength = 5900;

/**
 * The same permissions in policy documents that are as full as IAM allows; the first is the role's own, which has room for so many
 * characters. Every resource stands once, with all that may be done to it, and a long list of resources is divided.
 */
export function inDocuments(
  statements: readonly IamStatement[],
  ownRoom: number,
): readonly (readonly IamStatement[])[] {
  const documents: IamStatement[][] = [[]];
  let room = ownRoom;
  for (const { resources, ...rest } of byActions(statements)) {
    const needed = JSON.stringify(rest).length + 60;
    let open: string[] | null = null;
    for (const resource of resources) {
      if (lengthOf(resource) + (open === null ? needed : 0) > room) {
        documents.push([]);
        room = furtherLength;
        open = null;
      }
      if (open === null) {
        room -= needed;
        open = [];
        documents.at(-1)?.push({ ...rest, resources: open });
      }
      open.push(resource);
      room -= lengthOf(resource);
    }
  }
  return documents;
}

/** Resources of which the same is allowed, under the same conditions, in one statement. */
function byActions(statements: readonly IamStatement[]): readonly IamStatement[] {
  const byResource = new Map<string, { readonly resource: string; readonly statement: IamStatement }>();
  for (const { resources, ...statement } of statements) {
    for (const resource of resources) {
      const key = JSON.stringify([resource, statement.conditions ?? {}]);
      const actions = new Set([...(byResource.get(key)?.statement.actions ?? []), ...statement.actions]);
      byResource.set(key, { resource, statement: { ...statement, actions: [...actions], resources: [] } });
    }
  }
  const groups = Map.groupBy(byResource.values(), ({ statement: { actions, conditions = {} } }) =>
    JSON.stringify([actions, conditions]),
  );
  return [...groups.values()].flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ statement }) => ({ ...statement, resources: group.map(({ resource }) => resource) })),
  );
}

/** With its quotes and comma; of what only a deployment knows, the longest that there is. */
function lengthOf(resource: string): number {
  const known = resource.replace(
    /\$\{Token\[AWS\.(\w+)\.\d+\]\}/g,
    (token, name: string) => pseudoParameters[`AWS::${name}`] ?? token,
  );
  return known.length + 3;
}
