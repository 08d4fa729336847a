import type { RoleStatement } from './deployed-roles.ts';
import { type Grant, grantsOf, permitting } from './is-permitted.ts';
import type { NeededPermission } from './needed-permissions.ts';

export type Roles = ReadonlyMap<string, readonly RoleStatement[]>;

/** Different needs of each function: a function makes the same call many times. */
export class NeedsOfFunctions {
  readonly #known = new Map<string, Map<string, NeededPermission>>();

  add(caller: string, needs: readonly NeededPermission[]): void {
    const known = this.#known.get(caller) ?? new Map<string, NeededPermission>();
    this.#known.set(caller, known);
    for (const needed of needs) known.set(JSON.stringify(needed), needed);
  }

  get callers(): readonly string[] {
    return [...this.#known.keys()];
  }

  of(caller: string): readonly NeededPermission[] {
    return [...(this.#known.get(caller)?.values() ?? [])];
  }
}

/** Calls that AWS would refuse, each as `function action resources`. */
export function refusedCalls(roles: Roles, needs: NeedsOfFunctions): readonly string[] {
  return needs.callers.flatMap((caller) => {
    const grants = grantsOf(roles.get(caller) ?? []);
    return needs
      .of(caller)
      .filter((needed) => permitting(grants, needed) === null)
      .map(({ action, resources }) => `${caller} ${action} ${(resources ?? []).join(' ')}`);
  });
}

/** An action that a role permits, on whatever resources, under one condition. */
export interface Permission {
  readonly caller: string;
  readonly action: string;
  /** Empty where there is none. */
  readonly condition: string;
}

export function permissionsOf(roles: Roles, caller: string): readonly Permission[] {
  return distinct(grantsOf(roles.get(caller) ?? []).map((grant) => permissionOf(caller, grant)));
}

/** What roles permit and nothing called on any resource. */
export function idlePermissions(roles: Roles, needs: NeedsOfFunctions): readonly Permission[] {
  return [...roles].flatMap(([caller, statements]) => {
    const grants = grantsOf(statements);
    const used = needs.of(caller).flatMap((needed) => permitting(grants, needed) ?? []);
    const usedKeys = new Set(used.map((grant) => JSON.stringify(permissionOf(caller, grant))));
    return permissionsOf(roles, caller).filter((each) => !usedKeys.has(JSON.stringify(each)));
  });
}

function permissionOf(caller: string, { action, conditions }: Grant): Permission {
  return {
    caller,
    action,
    condition: Object.keys(conditions).length === 0 ? '' : JSON.stringify(conditions),
  };
}

function distinct(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Map(permissions.map((each) => [JSON.stringify(each), each])).values()];
}
