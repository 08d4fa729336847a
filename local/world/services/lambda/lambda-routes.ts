import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { readInput } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/page.ts';
import { type RestCall, type RestRoute, restJson, restResponse } from '../../protocol/rest-json.ts';
import { aliasNamed, functionArn, functionOf, notFound } from './called-function.ts';
import { concurrencyRoutes } from './concurrency-routes.ts';
import { countAt, weightsAt } from './concurrency-state.ts';
import {
  type Alias,
  type FunctionVersion,
  type LambdaFunction,
  type LambdaState,
  moveAlias,
} from './lambda-state.ts';
import { mappingRoutes } from './mapping-routes.ts';
import { answerOfRemedy } from './remedy-function.ts';

type Call = RestCall<LambdaState>;

const updateAliasSchema = z.object({
  FunctionVersion: z.string().optional(),
  RevisionId: z.string().optional(),
  RoutingConfig: z
    .object({ AdditionalVersionWeights: z.record(z.string(), z.number().min(0).max(1)).optional() })
    .optional(),
});

const functionPath = '/2015-03-31/functions/{FunctionName}';
const routes: readonly RestRoute<LambdaState>[] = [
  { operation: 'GetAlias', method: 'GET', path: `${functionPath}/aliases/{Name}`, answer: getAlias },
  { operation: 'UpdateAlias', method: 'PUT', path: `${functionPath}/aliases/{Name}`, answer: updateAlias },
  {
    operation: 'ListVersionsByFunction',
    method: 'GET',
    path: `${functionPath}/versions`,
    answer: listVersions,
  },
  {
    operation: 'GetFunctionConfiguration',
    method: 'GET',
    path: `${functionPath}/configuration`,
    answer: configuration,
  },
  { operation: 'InvokeFunction', method: 'POST', path: `${functionPath}/invocations`, answer: invoke },
  ...concurrencyRoutes,
  ...mappingRoutes,
];

/** Aliases, versions and concurrency as Lambda's REST API gives them. https://docs.aws.amazon.com/lambda/latest/api/ */
export const lambdaProtocol = restJson(routes);

function getAlias(call: Call) {
  const found = functionOf(call);
  return restResponse(200, describeAlias(call, found, aliasNamed(found, call.parameter('Name'))));
}

function updateAlias(call: Call) {
  const found = functionOf(call);
  const alias = aliasNamed(found, call.parameter('Name'));
  const input = readInput(updateAliasSchema, call.request.body, 'InvalidParameterValueException');
  if (input.RevisionId !== undefined && input.RevisionId !== alias.revisionId) {
    throw new AwsFault(
      'PreconditionFailedException',
      'The RevisionId provided does not match the latest RevisionId. Call the GetAlias API to retrieve the latest.',
      412,
    );
  }
  const version = input.FunctionVersion ?? alias.version;
  const weights = input.RoutingConfig?.AdditionalVersionWeights ?? alias.weights;
  for (const wanted of [version, ...Object.keys(weights)]) publishedVersion(found, wanted);
  if (Object.keys(weights).length > 0 && countAt(alias.provisioned, call.nowMs) !== null) {
    throw new AwsFault(
      'InvalidParameterValueException',
      'Alias with weights can not be used with Provisioned Concurrency',
    );
  }
  moveAlias(alias, version, call.nowMs, weights);
  call.save();
  return restResponse(200, describeAlias(call, found, alias));
}

function listVersions(call: Call) {
  const found = functionOf(call);
  const { query } = call.request;
  const size = Math.min(Number(query.get('MaxItems') ?? 50), 50, call.mostPerPage);
  const all = [newestCode(found), ...found.versions].map((version) => describeVersion(found, version));
  const { entries, nextToken } = pageOf(all, query.get('Marker'), size, 'InvalidParameterValueException');
  return restResponse(200, { Versions: entries, NextMarker: nextToken });
}

function configuration(call: Call) {
  const found = functionOf(call);
  const qualifier = call.request.query.get('Qualifier') ?? '$LATEST';
  const version = found.aliases.find(({ name }) => name === qualifier)?.version ?? qualifier;
  return restResponse(200, describeVersion(found, publishedVersion(found, version)));
}

/** Runs nothing: a version that is asleep refuses the call and is awake from then on. */
function invoke(call: Call) {
  const version = publishedVersion(functionOf(call), call.request.query.get('Qualifier') ?? '$LATEST');
  if (version.state !== 'Inactive')
    return restResponse(200, answerOfRemedy(call, call.parameter('FunctionName')));
  version.state = 'Active';
  call.save();
  throw new AwsFault(
    'ResourceConflictException',
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    409,
  );
}

function publishedVersion(found: LambdaFunction, version: string): FunctionVersion {
  if (version === '$LATEST') return newestCode(found);
  const published = found.versions.find((one) => one.version === version);
  if (published === undefined) throw notFound(`Function not found: ${functionArn(found.name)}:${version}`);
  return published;
}

/** `$LATEST` is what was published last. */
function newestCode(found: LambdaFunction): FunctionVersion {
  const newest = found.versions.at(-1);
  if (newest === undefined) throw notFound(`Function not found: ${functionArn(found.name)}`);
  return { ...newest, version: '$LATEST' };
}

function describeVersion(
  { name }: LambdaFunction,
  { version, publishedAt, codeSha256, state }: FunctionVersion,
) {
  return {
    FunctionName: name,
    FunctionArn: `${functionArn(name)}:${version}`,
    Runtime: 'nodejs24.x',
    CodeSha256: codeSha256,
    LastModified: publishedAt.replace('Z', '+0000'),
    Version: version,
    State: state,
    LastUpdateStatus: 'Successful',
  };
}

function describeAlias({ nowMs }: Call, { name }: LambdaFunction, alias: Alias) {
  const weights = weightsAt(alias, nowMs);
  const isSplit = Object.keys(weights).length > 0;
  return {
    AliasArn: `${functionArn(name)}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: '',
    RevisionId: alias.revisionId,
    ...(isSplit ? { RoutingConfig: { AdditionalVersionWeights: weights } } : {}),
  };
}
