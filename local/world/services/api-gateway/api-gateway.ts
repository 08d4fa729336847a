import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import {
  type ApiGatewayState,
  defaultSettings,
  findStage,
  requestLimitAt,
  type Stage,
  seedApiGateway,
  setSettings,
} from './api-gateway-state.ts';
import { httpStageRoutes } from './http-stage-routes.ts';

type Call = RestCall<ApiGatewayState>;

const path = '/restapis/{RestApiId}/stages/{StageName}';
const patchSchema = z.object({
  patchOperations: z.array(
    z.discriminatedUnion('op', [
      z.object({ op: z.literal('remove'), path: z.literal('/*/*') }),
      z.object({
        op: z.literal('replace'),
        path: z.enum(['/*/*/throttling/rateLimit', '/*/*/throttling/burstLimit']),
        value: z.string().regex(/^-?\d+(\.\d+)?$/),
      }),
    ]),
  ),
});

function getStage(call: Call) {
  return restResponse(200, describe(stageOf(call)));
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
function updateStage(call: Call) {
  const stage = stageOf(call);
  const { patchOperations } = readInput(patchSchema, call.request.body, 'BadRequestException');
  let settings = stage.settings;
  for (const operation of patchOperations) {
    if (operation.op === 'remove') {
      if (settings === null) throw new AwsFault('BadRequestException', 'Invalid patch path /*/*');
      settings = null;
      continue;
    }
    const limit = operation.path.endsWith('rateLimit') ? 'throttlingRateLimit' : 'throttlingBurstLimit';
    settings = { ...(settings ?? defaultSettings), [limit]: Number(operation.value) };
  }
  setSettings(stage, settings, call.nowMs);
  call.save();
  return restResponse(200, describe(stage));
}

function stageOf(call: Call): Stage {
  const found = findStage(call.state, call.parameter('RestApiId'), call.parameter('StageName'));
  if (found !== undefined) return found;
  throw new AwsFault('NotFoundException', 'Invalid stage identifier specified', 404);
}

function describe({ name, settings }: Stage) {
  return { stageName: name, methodSettings: settings === null ? {} : { '*/*': settings } };
}

/** Stages of REST and HTTP APIs, and how much they let through. */
export const apiGateway: AwsService<ApiGatewayState> = {
  signingName: 'apigateway',
  endpointSuffix: 'API_GATEWAY',
  otherEndpointSuffixes: ['APIGATEWAYV2'],
  seed: seedApiGateway,
  protocol: restJson([
    { operation: 'GetStage', method: 'GET', path, answer: getStage },
    { operation: 'UpdateStage', method: 'PATCH', path, answer: updateStage },
    ...httpStageRoutes,
  ]),
  requestLimitAt: (state, { id }, atMs) => requestLimitAt(state, id, atMs),
};
