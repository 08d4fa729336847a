import * as z from 'zod/mini';
import { unexpectedResponse } from '../../adapters/aws/clients/unexpected-response.ts';
import type { AwsCall, AwsCaller } from '../../ports/aws-caller.ts';

export type AliasName = {
  readonly functionName: string;
  readonly alias: string;
};

/** Where an alias points: its version, and other versions with their share of the traffic (0 to 1). */
export interface AliasPosition {
  readonly version: string;
  readonly weights: Readonly<Record<string, number>>;
}

export type LambdaAlias = AliasPosition & {
  /** Changes with every change of the alias; the condition of the next. */
  readonly revisionId: string;
};

const aliasSchema = z.object({
  FunctionVersion: z.string(),
  RevisionId: z.string(),
  RoutingConfig: z.nullish(
    z.object({ AdditionalVersionWeights: z.nullish(z.record(z.string(), z.number())) }),
  ),
});

const configurationSchema = z.object({ State: z.optional(z.string()) });

/** Null when there is no such function or alias. https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export async function readAlias(aws: AwsCaller, name: AliasName): Promise<LambdaAlias | null> {
  const call: AwsCall = { service: 'lambda', method: 'GET', path: aliasPath(name) };
  const response = await aws.call(call);
  if (response.status === 404) return null;
  if (response.status !== 200) throw unexpectedResponse(call, response);
  return parseAlias(response.body);
}

/**
 * Points the alias elsewhere if it still has the revision, else `conflict` and nothing is changed.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export async function updateAlias(
  aws: AwsCaller,
  name: AliasName,
  to: AliasPosition,
  revisionId: string,
): Promise<LambdaAlias | 'conflict'> {
  const call: AwsCall = {
    service: 'lambda',
    method: 'PUT',
    path: aliasPath(name),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      FunctionVersion: to.version,
      RoutingConfig: { AdditionalVersionWeights: to.weights },
      RevisionId: revisionId,
    }),
  };
  const response = await aws.call(call);
  if (response.status === 412 || response.status === 409) return 'conflict';
  if (response.status !== 200) throw unexpectedResponse(call, response);
  return parseAlias(response.body);
}

/**
 * State of a published version, such as `Active`; null when there is no such version.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export async function readVersionState(
  aws: AwsCaller,
  functionName: string,
  version: string,
): Promise<string | null> {
  const call: AwsCall = {
    service: 'lambda',
    method: 'GET',
    path: `${functionPath(functionName)}/configuration?Qualifier=${encodeURIComponent(version)}`,
  };
  const response = await aws.call(call);
  if (response.status === 404) return null;
  if (response.status !== 200) throw unexpectedResponse(call, response);
  return configurationSchema.parse(JSON.parse(response.body)).State ?? 'unknown';
}

function parseAlias(body: string): LambdaAlias {
  const alias = aliasSchema.parse(JSON.parse(body));
  return {
    version: alias.FunctionVersion,
    weights: alias.RoutingConfig?.AdditionalVersionWeights ?? {},
    revisionId: alias.RevisionId,
  };
}

function functionPath(functionName: string): string {
  return `/2015-03-31/functions/${encodeURIComponent(functionName)}`;
}

function aliasPath({ functionName, alias }: AliasName): string {
  return `${functionPath(functionName)}/aliases/${encodeURIComponent(alias)}`;
}
