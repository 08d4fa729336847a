import * as z from 'zod';
import type { LocalResponse } from '../../../cloud/http/loopback-server.ts';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, type RestRoute, restResponse } from '../../protocol/rest-json.ts';
import { currentSetting, type EventSourceMapping, mappingState } from './event-source-mappings.ts';
import type { LambdaState } from './lambda-state.ts';

type Call = RestCall<LambdaState>;

const updateSchema = z.object({
  Enabled: z.boolean().optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().int().min(2).max(1000).optional() }).optional(),
});

const path = '/2015-03-31/event-source-mappings/{UUID}';

/** Event source mappings of SQS queues. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const mappingRoutes: readonly RestRoute<LambdaState>[] = [
  { operation: 'GetEventSourceMapping', method: 'GET', path, answer: getMapping },
  { operation: 'UpdateEventSourceMapping', method: 'PUT', path, answer: updateMapping },
];

function getMapping(call: Call): LocalResponse {
  return restResponse(200, describe(mappingOf(call), call.nowMs));
}

function updateMapping(call: Call): LocalResponse {
  const mapping = mappingOf(call);
  const input = readInput(updateSchema, call.request.body, 'InvalidParameterValueException');
  if (mappingState(mapping, call.nowMs).endsWith('ing')) {
    throw new AwsFault(
      'ResourceInUseException',
      'Cannot update the event source mapping because it is in use.',
      400,
    );
  }
  const before = currentSetting(mapping);
  mapping.settings.push({
    at: new Date(call.nowMs).toISOString(),
    enabled: input.Enabled ?? before.enabled,
    maximumConcurrency:
      input.ScalingConfig === undefined
        ? before.maximumConcurrency
        : (input.ScalingConfig.MaximumConcurrency ?? null),
  });
  call.save();
  return restResponse(202, describe(mapping, call.nowMs));
}

function mappingOf(call: Call): EventSourceMapping {
  const wanted = call.parameter('UUID');
  const found = call.state.mappings.find(({ uuid }) => uuid === wanted);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
}

function describe(mapping: EventSourceMapping, nowMs: number) {
  const { at, maximumConcurrency } = currentSetting(mapping);
  return {
    UUID: mapping.uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: localArn('sqs', mapping.queue),
    FunctionArn: localArn('lambda', `function:${mapping.functionName}`),
    LastModified: Date.parse(at) / 1000,
    State: mappingState(mapping, nowMs),
    StateTransitionReason: 'USER_INITIATED',
    ...(maximumConcurrency === null ? {} : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}
