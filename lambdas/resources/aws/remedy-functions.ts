import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { RemedyFunctionId } from '../remedy-function.ts';

export interface FunctionVersionState {
  /** What the qualifier names now. */
  readonly version: string;
  readonly state: string;
  /** Lambda wakes one that is asleep when it is invoked. */
  readonly isRunnable: boolean;
}

/** Null when there is no such function, version or alias. */
export async function describeFunctionVersion(
  aws: AwsClients,
  { functionName, qualifier }: RemedyFunctionId,
): Promise<FunctionVersionState | null> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: qualifier });
  const sent = aws.get(LambdaClient).send(command);
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found === null) return null;
  const { Version: version = '', State: state = 'Active' } = found;
  return { version, state, isRunnable: state !== 'Failed' };
}

export interface RemedyRequest {
  readonly operation: 'run' | 'undo';
  /** The same for every try. */
  readonly idempotencyKey: string;
  readonly step: string;
}

export type RemedyAnswer =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

/** The contract of such a function: `done` once it has done it or had before, `refused` when it did nothing. */
const answerSchema = z.object({
  outcome: z.enum(['done', 'refused']),
  reason: z.optional(z.string()),
});

/** Sent a single time, and waited for. What the function says of itself is kept short. */
export async function invokeRemedy(
  aws: AwsClients,
  { functionName, qualifier }: RemedyFunctionId,
  request: RemedyRequest,
): Promise<RemedyAnswer> {
  const command = new InvokeCommand({
    FunctionName: functionName,
    Qualifier: qualifier,
    Payload: new TextEncoder().encode(JSON.stringify(request)),
  });
  const { Payload, FunctionError } = await aws.get(LambdaClient, 'once').send(command);
  if (FunctionError !== undefined) {
    return { outcome: 'unknown', reason: `it failed on the way (${FunctionError})` };
  }
  const answer = answerSchema.safeParse(jsonOfPayload(Payload));
  if (!answer.success) {
    return { outcome: 'unknown', reason: 'its answer is not {"outcome": "done"} or {"outcome": "refused"}' };
  }
  const { outcome, reason = 'it did not say why' } = answer.data;
  return outcome === 'done' ? { outcome: 'accepted' } : { outcome, reason: reason.slice(0, 200) };
}

/** What a function answered; null when that is no JSON. */
export function jsonOfPayload(payload: Uint8Array | undefined): unknown {
  return jsonOf(new TextDecoder().decode(payload));
}
