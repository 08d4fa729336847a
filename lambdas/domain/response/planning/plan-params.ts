import type { Change, Evidence } from '../../records/evidence.ts';
import { parseParams } from './parse-params.ts';
import type { PlanInput, PlannableAction } from './plannable-action.ts';

/** The parameters with which an action would work on this target, or why it cannot. */
export function planParams(
  action: PlannableAction,
  input: PlanInput,
): Readonly<Record<string, unknown>> | string {
  if (input.target.kind !== action.target.kind) return `it does not work on ${input.target.key}`;
  try {
    const planned = action.plan(input);
    return planned.ok ? parseParams(action, planned.params) : planned.reason;
  } catch (error) {
    return `its parameters are not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether one of these actions would take a change back. */
export function canRevert(
  actions: readonly PlannableAction[],
  change: Change,
  evidence: readonly Evidence[],
): boolean {
  return actions
    .filter(({ reverts = [] }) => reverts.includes(change.kind))
    .some((action) => typeof planParams(action, { target: change.resource, change, evidence }) !== 'string');
}
