import {
  ApiGatewayV2Client,
  GetStageCommand,
  type RouteSettings,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { HttpApiStageId } from '../gateway/http-api-stage.ts';
import type { Throttling } from './stage-throttling.ts';

export interface HttpStageThrottling extends Throttling {
  /** What else is set for all routes: an update names all of it. */
  readonly settings: RouteSettings;
}

/** Null when there is no such stage. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export async function readHttpThrottling(
  aws: AwsClients,
  { httpApi, stage }: HttpApiStageId,
): Promise<HttpStageThrottling | null> {
  const command = new GetStageCommand({ ApiId: httpApi, StageName: stage });
  const found = await orOnFault(aws.get(ApiGatewayV2Client).send(command), ['NotFoundException'], null);
  if (found === null) return null;
  const settings = found.DefaultRouteSettings ?? {};
  return {
    rateLimit: settings.ThrottlingRateLimit ?? null,
    burstLimit: settings.ThrottlingBurstLimit ?? null,
    settings,
  };
}

/**
 * Sets the limits of all routes without limits of their own. `conflict`: somebody else changes the stage at this moment. None can be taken
 * away: https://github.com/serverless/serverless/pull/8590
 */
export async function writeHttpThrottling(
  aws: AwsClients,
  { httpApi, stage }: HttpApiStageId,
  { rateLimit, burstLimit }: { readonly rateLimit: number; readonly burstLimit: number },
  settings: RouteSettings,
): Promise<'written' | 'conflict'> {
  const command = new UpdateStageCommand({
    ApiId: httpApi,
    StageName: stage,
    DefaultRouteSettings: {
      ...settings,
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    },
  });
  const sent = aws.get(ApiGatewayV2Client, 'once').send(command);
  const written = await orOnFault(sent, ['ConflictException', 'NotFoundException'], 'conflict');
  return written === 'conflict' ? written : 'written';
}
