import type { Leaving } from '../definition/machine.ts';
import type { Scope } from '../turn/scope.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import type { LeaveOutcome } from './outcome.ts';

/** Evaluates `Assign` and `Output`, both with the variables as they were, and leaves for `next`. */
export async function leaving(
  fields: Leaving,
  scope: Scope,
  defaultOutput: Json,
  next: string | undefined,
): Promise<LeaveOutcome> {
  const assigned = fields.assign === undefined ? {} : await scope.evaluate(fields.assign);
  const output = fields.output === undefined ? defaultOutput : await scope.evaluate(fields.output);
  const isAssigning = isJsonObject(assigned) && Object.keys(assigned).length > 0;
  return { kind: 'leave', output, assigned: isAssigning ? assigned : undefined, next };
}
