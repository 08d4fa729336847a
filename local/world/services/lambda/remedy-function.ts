import * as z from 'zod';
import { readInput } from '../../protocol/input.ts';
import type { RestCall } from '../../protocol/rest-json.ts';
import { applyRemedy, remedies } from '../remedies/remedies.ts';
import type { LambdaState } from './lambda-state.ts';

const requestSchema = z.strictObject({
  operation: z.enum(['run', 'undo']),
  idempotencyKey: z.string().min(1),
  step: z.string().min(1),
});

/** What a function answers that an operator has made as a remedy, as docs/actions.md asks of it; other functions answer nothing. */
export function answerOfRemedy(
  { request, scenario, stateOf, save, nowMs }: RestCall<LambdaState>,
  name: string,
): object {
  const remedy = scenario.remedyFunctions.find((one) => one.function === name);
  if (remedy === undefined) return {};
  const input = readInput(requestSchema, request.body, 'InvalidRequestContentException');
  const state = stateOf(remedies);
  if (state.busy) return { outcome: 'refused', reason: 'somebody else is at it' };
  if (input.operation === 'undo' && !remedy.undo) return { outcome: 'refused', reason: 'it has no undo' };
  const run = { name: remedy.remedy, key: input.idempotencyKey, on: input.operation === 'run' };
  applyRemedy(state, run, nowMs);
  save();
  return { outcome: 'done' };
}
