import {
  type AliasConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { LambdaAliasId } from '../lambda-alias.ts';

/** Where an alias points: its version, and other versions with their share of the traffic (0 to 1). */
export interface AliasPosition {
  readonly version: string;
  readonly weights: Readonly<Record<string, number>>;
}

export type LambdaAlias = AliasPosition & {
  /** Changes with every change of the alias; the condition of the next. */
  readonly revisionId: string;
};

const missing = ['ResourceNotFoundException'];
const beingWoken = ['ResourceConflictException', 'ResourceNotReadyException', 'SnapStartNotReadyException'];
const changedMeanwhile = ['PreconditionFailedException', 'ResourceConflictException'];

/** Null when there is no such function or alias. https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export async function readAlias(aws: AwsClients, name: LambdaAliasId): Promise<LambdaAlias | null> {
  const command = new GetAliasCommand({ FunctionName: name.functionName, Name: name.alias });
  const found = await orOnFault(aws.get(LambdaClient).send(command), missing, null);
  return found === null ? null : aliasOf(found);
}

/**
 * Points the alias elsewhere if it still has the revision, else `conflict` and nothing is changed.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export async function updateAlias(
  aws: AwsClients,
  { functionName, alias }: LambdaAliasId,
  to: AliasPosition,
  revisionId: string,
): Promise<LambdaAlias | 'conflict'> {
  const command = new UpdateAliasCommand({
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: to.version,
    RoutingConfig: { AdditionalVersionWeights: { ...to.weights } },
    RevisionId: revisionId,
  });
  const updated = await orOnFault(aws.get(LambdaClient, 'once').send(command), changedMeanwhile, 'conflict');
  return updated === 'conflict' ? updated : aliasOf(updated);
}

/**
 * State of a published version, such as `Active`; null when there is no such version.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export async function readVersionState(
  aws: AwsClients,
  functionName: string,
  version: string,
): Promise<string | null> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version });
  const found = await orOnFault(aws.get(LambdaClient).send(command), missing, null);
  return found === null ? null : (found.State ?? 'unknown');
}

/**
 * Calls a version that is inactive: Lambda refuses the call, runs no code, and makes the version active again.
 * https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
export async function invokeSleepingVersion(
  aws: AwsClients,
  functionName: string,
  version: string,
): Promise<void> {
  const command = new InvokeCommand({
    FunctionName: functionName,
    Qualifier: version,
    Payload: Buffer.from('{}'),
  });
  await orOnFault(aws.get(LambdaClient, 'once').send(command), beingWoken, null);
}

function aliasOf({ FunctionVersion, RevisionId, RoutingConfig }: AliasConfiguration): LambdaAlias {
  if (FunctionVersion === undefined || RevisionId === undefined) {
    throw new DependencyUnavailableError('Lambda told an alias without its version or revision');
  }
  return {
    version: FunctionVersion,
    weights: RoutingConfig?.AdditionalVersionWeights ?? {},
    revisionId: RevisionId,
  };
}
