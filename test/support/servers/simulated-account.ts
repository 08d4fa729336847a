import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { createInProcessAws } from '../../../local/rehearsal/memory/in-process-aws.ts';

/** As an AWS endpoint answers. */
export interface RestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as an AWS endpoint gets it. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface AliasState {
  version: string;
  weights: Record<string, number>;
  revision: number;
}

interface DeploymentState {
  readonly profile: string;
  readonly version: string;
  state: string;
}

/** A Lambda function with one alias and an AppConfig application with one environment, behind the real REST shapes. */
export interface SimulatedAccount {
  answer(request: RestRequest): RestResponse;
  readonly alias: AliasState;
  /** Published versions with their state. */
  readonly versions: Map<string, string>;
  /** Version n of the profile `flags` is at n - 1. */
  readonly configurations: string[];
  /** Deployment n of the environment is at n - 1. */
  readonly deployments: DeploymentState[];
  /** Requests that changed something, such as `PUT /2015-03-31/…`. */
  readonly changes: string[];
  /** The state that a new deployment has when it is first looked at. */
  deploymentState: string;
}

export function createSimulatedAccount(): SimulatedAccount {
  const account: SimulatedAccount = {
    alias: { version: '57', weights: {}, revision: 1 },
    versions: new Map([
      ['55', 'Inactive'],
      ['56', 'Active'],
      ['57', 'Active'],
    ]),
    configurations: [flags(false), flags(true)],
    deployments: [
      { profile: 'flags', version: '1', state: 'COMPLETE' },
      { profile: 'other', version: '9', state: 'COMPLETE' },
      { profile: 'flags', version: '2', state: 'COMPLETE' },
    ],
    changes: [],
    deploymentState: 'COMPLETE',
    answer: (request) => {
      const [path = '', query = ''] = request.path.split('?');
      for (const [pattern, serve] of routes) {
        const match = pattern.exec(`${request.method} ${path}`);
        if (match !== null) return serve(account, request, match.slice(1), new URLSearchParams(query));
      }
      return failure(404, 'ResourceNotFoundException');
    },
  };
  return account;
}

/** Clients in the same process. */
export function clientsOf(account: Pick<SimulatedAccount, 'answer'>): AwsClients {
  return createInProcessAws(async ({ method, path, query, headers, body }) => {
    const address = query.size === 0 ? path : `${path}?${query}`;
    return account.answer({ method, path: address, headers, body: Buffer.from(body).toString('utf8') });
  });
}

export function flags(enabled: boolean): string {
  return JSON.stringify({
    version: '1',
    flags: { 'new-pricing': { name: 'new-pricing' }, banner: { name: 'banner' } },
    values: {
      'new-pricing': { enabled, _updatedAt: '2026-03-01T01:00:00.000Z' },
      banner: { enabled: true, colour: 'red' },
    },
  });
}

type Serve = (
  account: SimulatedAccount,
  request: RestRequest,
  groups: readonly string[],
  query: URLSearchParams,
) => RestResponse;

const aliasPath = '/2015-03-31/functions/checkout/aliases/live';
const versionsPath = '/applications/shop1/configurationprofiles/flags/hostedconfigurationversions';
const deploymentsPath = '/applications/shop1/environments/prod1/deployments';

const routes: readonly (readonly [RegExp, Serve])[] = [
  [new RegExp(`^GET ${aliasPath}$`), ({ alias }) => aliasResponse(alias)],
  [new RegExp(`^PUT ${aliasPath}$`), updateAlias],
  [/^GET \/2015-03-31\/functions\/checkout\/configuration$/, functionConfiguration],
  [new RegExp(`^GET ${versionsPath}$`), listConfigurations],
  [new RegExp(`^GET ${versionsPath}/(\\d+)$`), configuration],
  [new RegExp(`^POST ${versionsPath}$`), createConfiguration],
  [new RegExp(`^GET ${deploymentsPath}$`), listDeployments],
  [new RegExp(`^GET ${deploymentsPath}/(\\d+)$`), deployment],
  [new RegExp(`^POST ${deploymentsPath}$`), startDeployment],
  [new RegExp(`^DELETE ${deploymentsPath}/(\\d+)$`), stopDeployment],
];

function aliasResponse(alias: AliasState): RestResponse {
  return json(200, {
    Name: 'live',
    FunctionVersion: alias.version,
    RevisionId: `revision-${alias.revision}`,
    ...(Object.keys(alias.weights).length === 0
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
  });
}

function updateAlias(account: SimulatedAccount, request: RestRequest): RestResponse {
  const body: {
    FunctionVersion: string;
    RevisionId?: string;
    RoutingConfig?: { AdditionalVersionWeights: Record<string, number> };
  } = JSON.parse(request.body);
  if (body.RevisionId !== undefined && body.RevisionId !== `revision-${account.alias.revision}`) {
    return failure(412, 'PreconditionFailedException');
  }
  if (!account.versions.has(body.FunctionVersion)) return failure(404, 'ResourceNotFoundException');
  account.alias.version = body.FunctionVersion;
  account.alias.weights = body.RoutingConfig?.AdditionalVersionWeights ?? account.alias.weights;
  account.alias.revision += 1;
  account.changes.push(`${request.method} ${request.path}`);
  return aliasResponse(account.alias);
}

function functionConfiguration(
  account: SimulatedAccount,
  _request: RestRequest,
  _groups: readonly string[],
  query: URLSearchParams,
): RestResponse {
  const version = query.get('Qualifier') ?? '$LATEST';
  const state = account.versions.get(version);
  if (state === undefined) return failure(404, 'ResourceNotFoundException');
  return json(200, { FunctionName: 'checkout', Version: version, State: state });
}

function listConfigurations(account: SimulatedAccount): RestResponse {
  return json(200, {
    Items: account.configurations.map((_, index) => ({ VersionNumber: index + 1 })).reverse(),
  });
}

function configuration(
  account: SimulatedAccount,
  _request: RestRequest,
  [number = '']: readonly string[],
): RestResponse {
  const content = account.configurations[Number(number) - 1];
  if (content === undefined) return failure(404, 'ResourceNotFoundException');
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'version-number': number },
    body: content,
  };
}

function createConfiguration(account: SimulatedAccount, request: RestRequest): RestResponse {
  const latest = request.headers['latest-version-number'];
  if (latest !== undefined && Number(latest) !== account.configurations.length) {
    return failure(409, 'ConflictException');
  }
  account.configurations.push(request.body);
  return {
    status: 201,
    headers: { 'version-number': String(account.configurations.length) },
    body: request.body,
  };
}

function listDeployments(account: SimulatedAccount): RestResponse {
  const items = account.deployments.map(({ version, state }, index) => ({
    DeploymentNumber: index + 1,
    ConfigurationVersion: version,
    State: state,
  }));
  return json(200, { Items: items.reverse() });
}

function deployment(
  account: SimulatedAccount,
  _request: RestRequest,
  [number = '']: readonly string[],
): RestResponse {
  const found = account.deployments[Number(number) - 1];
  if (found === undefined) return failure(404, 'ResourceNotFoundException');
  return json(200, {
    DeploymentNumber: Number(number),
    ConfigurationProfileId: found.profile,
    ConfigurationVersion: found.version,
    State: found.state,
  });
}

function startDeployment(account: SimulatedAccount, request: RestRequest): RestResponse {
  const body: {
    ConfigurationProfileId: string;
    ConfigurationVersion: string;
    LatestDeploymentNumber?: number;
  } = JSON.parse(request.body);
  const latest = body.LatestDeploymentNumber;
  const busy = account.deployments.some(({ state }) => state === 'DEPLOYING' || state === 'BAKING');
  if (busy || (latest !== undefined && latest !== account.deployments.length)) {
    return failure(409, 'ConflictException');
  }
  account.deployments.push({
    profile: body.ConfigurationProfileId,
    version: body.ConfigurationVersion,
    state: account.deploymentState,
  });
  account.changes.push(`${request.method} ${request.path}`);
  return json(201, { DeploymentNumber: account.deployments.length, State: account.deploymentState });
}

function stopDeployment(
  account: SimulatedAccount,
  request: RestRequest,
  [number = '']: readonly string[],
): RestResponse {
  const found = account.deployments[Number(number) - 1];
  if (found === undefined) return failure(404, 'ResourceNotFoundException');
  const mayRevert =
    request.headers['allow-revert'] === 'true' && ['BAKING', 'COMPLETE'].includes(found.state);
  if (found.state !== 'DEPLOYING' && !mayRevert) return failure(400, 'BadRequestException');
  found.state = found.state === 'COMPLETE' ? 'REVERTED' : 'ROLLED_BACK';
  account.changes.push(`${request.method} ${request.path}`);
  return json(202, {});
}

function json(status: number, body: unknown): RestResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function failure(status: number, type: string): RestResponse {
  return { status, headers: { 'x-amzn-errortype': type }, body: JSON.stringify({ Message: type }) };
}
