import type { IamStatement } from '../ports/action.ts';

/** A statement for these resources, each once; none where there are no resources. */
export function allow(actions: readonly string[], arns: readonly string[]): readonly IamStatement[] {
  return arns.length === 0 ? [] : [{ actions, resources: [...new Set(arns)] }];
}
