import type { LeaveOutcome } from '../states/outcome.ts';
import { type Failure, failure } from '../values/failure.ts';
import { type Json, jsonByteLength } from '../values/json.ts';

/** Largest state output, task result and set of assigned variables: 256 KiB of UTF-8. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LARGEST_PAYLOAD_BYTES = 262_144;

export function isTooLarge(payload: Json): boolean {
  return jsonByteLength(payload, LARGEST_PAYLOAD_BYTES) > LARGEST_PAYLOAD_BYTES;
}

/** Whether a state would leave with more output or variables than it may. */
export function leavesTooMuch({ output, assigned }: LeaveOutcome): boolean {
  return isTooLarge(output) || (assigned !== undefined && isTooLarge(assigned));
}

/** States.DataLimitExceeded. A task's result that is too large can be caught, one of the state itself cannot. */
export function tooLarge(what: string, isCatchable: boolean): Failure {
  const cause = `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return { ...failure('States.DataLimitExceeded', cause), uncatchable: !isCatchable };
}
