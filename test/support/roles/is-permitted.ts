import type { RoleStatement } from './deployed-roles.ts';
import type { NeededPermission } from './needed-permissions.ts';

/** One action on one resource, as a role permits it. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly conditions: RoleStatement['conditions'];
}

/** Every action on every resource that the statements permit, one by one. */
export function grantsOf(statements: readonly RoleStatement[]): readonly Grant[] {
  return statements.flatMap(({ actions, resources, conditions }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource, conditions }))),
  );
}

/** The grants that permit it; null when one of its resources is not permitted. */
export function permitting(grants: readonly Grant[], needed: NeededPermission): readonly Grant[] | null {
  const able = grants.filter(
    ({ action, conditions }) => action === needed.action && areMet(conditions, needed.context),
  );
  if (needed.resources === null) return able.length === 0 ? null : able;
  const byResource = needed.resources.map((resource) =>
    able.filter((grant) => isLike(resource, grant.resource)),
  );
  return byResource.some((each) => each.length === 0) ? null : byResource.flat();
}

function areMet(conditions: Grant['conditions'], context: NeededPermission['context']): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => isMet(operator, context[key], wanted)),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function isMet(operator: string, values: readonly string[] | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case 'StringEquals':
      return values?.every((value) => wanted.includes(value)) === true;
    case 'StringLike':
      return values?.every((value) => wanted.some((pattern) => isLike(value, pattern))) === true;
    case 'ForAllValues:StringLike':
      return (values ?? []).every((value) => wanted.some((pattern) => isLike(value, pattern)));
    case 'ForAllValues:StringNotLike':
      return (values ?? []).every((value) => !wanted.some((pattern) => isLike(value, pattern)));
    default:
      throw new Error(`The condition ${operator} is not understood here`);
  }
}

function isLike(text: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}
