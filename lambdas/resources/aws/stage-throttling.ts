import {
  APIGatewayClient,
  GetStageCommand,
  type MethodSetting,
  type PatchOperation,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { ApiStageId } from '../api-stage.ts';

/** Limits of all methods without limits of their own, in requests a second and at once; null: only the account's count. */
export interface Throttling {
  readonly rateLimit: number | null;
  readonly burstLimit: number | null;
}

export interface StageThrottling extends Throttling {
  /** The stage sets something else for all methods, too, such as logging. */
  readonly hasOtherSettings: boolean;
}

const allMethods = '*/*';
/** What API Gateway writes where nothing is limited. */
const unlimited = -1;

/** Null when there is no such stage. https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export async function readThrottling(
  aws: AwsClients,
  { restApi, stage }: ApiStageId,
): Promise<StageThrottling | null> {
  const command = new GetStageCommand({ restApiId: restApi, stageName: stage });
  const found = await orOnFault(aws.get(APIGatewayClient).send(command), ['NotFoundException'], null);
  if (found === null) return null;
  const settings = found.methodSettings?.[allMethods] ?? {};
  return {
    rateLimit: limitOf(settings.throttlingRateLimit),
    burstLimit: limitOf(settings.throttlingBurstLimit),
    hasOtherSettings: hasOthers(settings),
  };
}

/**
 * Sets the limits of all methods, or takes them away. `conflict`: somebody else changes the stage at this moment.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
export async function writeThrottling(
  aws: AwsClients,
  { restApi, stage }: ApiStageId,
  { rateLimit, burstLimit }: Throttling,
  hasOtherSettings: boolean,
): Promise<'written' | 'conflict'> {
  const isBare = rateLimit === null && burstLimit === null && !hasOtherSettings;
  const patchOperations: PatchOperation[] = isBare
    ? [{ op: 'remove', path: `/${allMethods}` }]
    : [replacing('rateLimit', rateLimit), replacing('burstLimit', burstLimit)];
  const command = new UpdateStageCommand({ restApiId: restApi, stageName: stage, patchOperations });
  const sent = aws.get(APIGatewayClient, 'once').send(command);
  const written = await orOnFault(sent, ['ConflictException', 'NotFoundException'], 'conflict');
  return written === 'conflict' ? written : 'written';
}

function replacing(limit: keyof Throttling, value: number | null): PatchOperation {
  return { op: 'replace', path: `/${allMethods}/throttling/${limit}`, value: String(value ?? unlimited) };
}

function limitOf(value: number | undefined): number | null {
  return value === undefined || value < 0 ? null : value;
}

function hasOthers({
  loggingLevel = 'OFF',
  metricsEnabled,
  dataTraceEnabled,
  cachingEnabled,
}: MethodSetting) {
  return loggingLevel !== 'OFF' || [metricsEnabled, dataTraceEnabled, cachingEnabled].includes(true);
}
