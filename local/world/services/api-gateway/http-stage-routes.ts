import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, type RestRoute, restResponse } from '../../protocol/rest-json.ts';
import { type ApiGatewayState, findHttpStage, type HttpStage, setHttpSettings } from './api-gateway-state.ts';

type Call = RestCall<ApiGatewayState>;

const path = '/v2/apis/{ApiId}/stages/{StageName}';
const patchSchema = z.object({
  defaultRouteSettings: z
    .strictObject({
      detailedMetricsEnabled: z.boolean().optional(),
      throttlingRateLimit: z.number().optional(),
      throttlingBurstLimit: z.number().int().optional(),
    })
    .optional(),
});

function getStage(call: Call) {
  return restResponse(200, describe(stageOf(call)));
}

/** What is not named stays: no limit can be taken away. */
function updateStage(call: Call) {
  const stage = stageOf(call);
  const { defaultRouteSettings } = readInput(patchSchema, call.request.body, 'BadRequestException');
  if (defaultRouteSettings !== undefined) {
    const { settings } = stage;
    const changed = {
      DetailedMetricsEnabled: defaultRouteSettings.detailedMetricsEnabled ?? settings.DetailedMetricsEnabled,
      ThrottlingRateLimit: defaultRouteSettings.throttlingRateLimit ?? settings.ThrottlingRateLimit,
      ThrottlingBurstLimit: defaultRouteSettings.throttlingBurstLimit ?? settings.ThrottlingBurstLimit,
    };
    setHttpSettings(stage, changed, call.nowMs);
    call.save();
  }
  return restResponse(200, describe(stage));
}

function stageOf(call: Call): HttpStage {
  const found = findHttpStage(call.state, call.parameter('ApiId'), call.parameter('StageName'));
  if (found !== undefined) return found;
  throw new AwsFault('NotFoundException', 'Unable to find Stage by name.', 404);
}

function describe({ name, settings }: HttpStage) {
  return {
    stageName: name,
    autoDeploy: true,
    defaultRouteSettings: {
      detailedMetricsEnabled: settings.DetailedMetricsEnabled,
      throttlingRateLimit: settings.ThrottlingRateLimit,
      throttlingBurstLimit: settings.ThrottlingBurstLimit,
    },
    routeSettings: {},
    stageVariables: {},
    tags: {},
  };
}

export const httpStageRoutes: readonly RestRoute<ApiGatewayState>[] = [
  { operation: 'GetStage', method: 'GET', path, answer: getStage },
  { operation: 'UpdateStage', method: 'PATCH', path, answer: updateStage },
];
