import * as z from 'zod';
import { awsError, jsonResponse } from '../cloud/http/json-response.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import { localArn } from '../cloud/state/local-account.ts';
import type { Account, Alias, SimulatedFunction } from './account.ts';

const weightsSchema = z.object({
  RoutingConfig: z.object({ AdditionalVersionWeights: z.record(z.string(), z.number()) }).optional(),
});

const ROUTE = /^\/2015-03-31\/functions\/([^/]+)\/(aliases\/([^/]+)|versions|configuration)$/;

/** Aliases and versions as Lambda's REST API gives them. https://docs.aws.amazon.com/lambda/latest/api/ */
export class LambdaApi {
  readonly #account: Account;
  readonly #now: () => number;

  constructor(account: Account, now: () => number) {
    this.#account = account;
    this.#now = now;
  }

  async answer({ method, path, query, body }: LocalRequest): Promise<LocalResponse> {
    const [, rawName, kind, rawAlias] = ROUTE.exec(path) ?? [];
    const name = decodeURIComponent(rawName ?? '').replace(/^arn:.*:function:/, '');
    const found = this.#account.findFunction(name);
    if (found === undefined || kind === undefined) return notFound(`Function not found: ${path}`);
    if (kind === 'versions')
      return jsonResponse(200, { Versions: found.versions.map((one) => describe(found, one)) });
    if (kind === 'configuration') return this.#configuration(found, query.get('Qualifier'));
    const alias = this.#account.findAlias(name, decodeURIComponent(rawAlias ?? ''));
    if (alias === undefined) return notFound(`Alias not found: ${path}`);
    if (method === 'GET') return jsonResponse(200, describeAlias(found, alias));
    if (method === 'PUT') return this.#updateAlias(found, alias, JSON.parse(body.toString('utf8')));
    return awsError(405, 'MethodNotAllowedException', `${method} is not simulated here.`);
  }

  #configuration(found: SimulatedFunction, qualifier: string | null): LocalResponse {
    const version = found.aliases.find(({ name }) => name === qualifier)?.version ?? qualifier;
    const published = found.versions.find((one) => one.version === version) ?? found.versions.at(-1);
    if (
      published === undefined ||
      (version !== null && version !== '$LATEST' && published.version !== version)
    ) {
      return notFound(`Function not found: ${functionArn(found.name)}:${version}`);
    }
    return jsonResponse(200, describe(found, published));
  }

  #updateAlias(found: SimulatedFunction, alias: Alias, request: Record<string, unknown>): LocalResponse {
    const { FunctionVersion: version, RevisionId: revisionId } = request;
    if (typeof revisionId === 'string' && revisionId !== alias.revisionId) {
      return awsError(
        412,
        'PreconditionFailedException',
        'The RevisionId provided does not match the latest RevisionId. Call the GetAlias API to retrieve the latest.',
      );
    }
    if (typeof version === 'string') {
      if (found.versions.every((one) => one.version !== version)) {
        return notFound(`Function not found: ${functionArn(found.name)}:${version}`);
      }
      const weights = weightsSchema.safeParse(request).data?.RoutingConfig?.AdditionalVersionWeights;
      this.#account.pointAlias(alias, version, this.#now(), weights ?? alias.weights);
    }
    return jsonResponse(200, describeAlias(found, alias));
  }
}

function describe(
  found: SimulatedFunction,
  { version, publishedAt }: SimulatedFunction['versions'][number],
): unknown {
  return {
    FunctionName: found.name,
    FunctionArn: `${functionArn(found.name)}:${version}`,
    Version: version,
    LastModified: publishedAt.replace('Z', '+0000'),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Runtime: 'nodejs24.x',
  };
}

function describeAlias(found: SimulatedFunction, alias: Alias): unknown {
  return {
    AliasArn: `${functionArn(found.name)}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: '',
    RevisionId: alias.revisionId,
    ...(Object.keys(alias.weights).length === 0
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
  };
}

function functionArn(name: string): string {
  return localArn('lambda', `function:${name}`);
}

function notFound(message: string): LocalResponse {
  return awsError(404, 'ResourceNotFoundException', message);
}
