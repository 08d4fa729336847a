import type { IamStatement } from '../ports/plug-ins/action.ts';

/** A statement for these resources, each once; none where there are no resources. */
export function allow(
  actions: readonly string[],
  arns: readonly string[],
  conditions?: IamStatement['conditions'],
): readonly IamStatement[] {
  if (arns.length === 0) return [];
  return [{ actions, resources: [...new Set(arns)], ...(conditions === undefined ? {} : { conditions }) }];
}

/** A statement for what IAM cannot narrow to a resource, where there is something to do: reads, and the few writes that docs/actions.md lists. */
export function allowEverywhere(
  actions: readonly string[],
  targets: readonly unknown[],
  everywhere: string,
): readonly IamStatement[] {
  return targets.length === 0 ? [] : [{ actions, resources: ['*'], everywhere }];
}
