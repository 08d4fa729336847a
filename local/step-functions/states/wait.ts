import type { WaitState } from '../definition/machine.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { NUMBER, STRING } from '../expressions/expected-type.ts';
import type { Scope } from '../turn/scope.ts';
import { parseTimestamp } from '../values/timestamp.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

/** The longest wait. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
const LONGEST_WAIT_SECONDS = 99_999_999;

/** Decides when the wait ends: the end is kept, so that a restart does not start the wait over. */
export async function enterWait(state: WaitState, scope: Scope): Promise<Outcome> {
  return { kind: 'wait', until: Math.max(scope.now, await endOfWait(state, scope)) };
}

export function resumeWait(state: WaitState, scope: Scope): Promise<Outcome> {
  return leaving(state, scope, scope.input, state.next);
}

async function endOfWait(state: WaitState, scope: Scope): Promise<number> {
  if (state.seconds !== undefined) {
    const seconds = await scope.evaluateTyped(state.seconds, NUMBER, 'Seconds');
    if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS)
      return scope.now + seconds * 1000;
    throw new EvaluationError(
      `The Seconds field must be a whole number between 0 and ${LONGEST_WAIT_SECONDS} but was: ${seconds}`,
      'Seconds',
    );
  }
  if (state.timestamp === undefined) return scope.now;
  const timestamp = await scope.evaluateTyped(state.timestamp, STRING, 'Timestamp');
  const at = parseTimestamp(timestamp);
  if (at !== undefined) return at;
  throw new EvaluationError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${timestamp}`,
    'Timestamp',
  );
}
