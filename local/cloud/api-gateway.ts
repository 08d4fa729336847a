import { randomUUID } from 'node:crypto';
import type { FunctionSpec, Route } from '../../lib/functions/function-spec.ts';
import type { LambdaResult } from './lambda-environment.ts';
import {
  type LocalAnswer,
  type LocalRequest,
  type LoopbackServer,
  serveLoopback,
} from './loopback-server.ts';

/** API Gateway's limit on a body. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

interface Target {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly functionName: string;
}

interface ProxyResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export interface ApiGatewayOptions {
  readonly port: number;
  readonly functions: readonly FunctionSpec[];
  readonly invoke: (functionName: string, event: unknown) => Promise<LambdaResult>;
}

/** The REST API: routes of the deployed functions, proxy events with the raw bytes, open on the loopback. */
export function startApiGateway({ port, functions, invoke }: ApiGatewayOptions): Promise<LoopbackServer> {
  const targets = functions.flatMap(toTargets);
  return serveLoopback(
    async (request) => {
      if (isForeign(request)) return error(403, 'request.foreign', 'Requests of other sites are not served.');
      const found = match(targets, request);
      if (found === undefined)
        return error(404, 'route.not-found', `There is no ${request.method} ${request.path}.`);
      const result = await invoke(
        found.target.functionName,
        proxyEvent(request, found.target.route, found.parameters),
      );
      return 'functionError' in result
        ? error(502, 'function.failed', 'Internal server error')
        : answer(result.payload);
    },
    { port, maxBodyBytes: MAX_BODY_BYTES },
  );
}

function toTargets(spec: FunctionSpec): readonly Target[] {
  if (spec.trigger.kind !== 'http') return [];
  return spec.trigger.routes.map((route) => ({
    route,
    functionName: spec.name,
    pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));
}

function match(
  targets: readonly Target[],
  { method, path }: LocalRequest,
): { target: Target; parameters: Record<string, string> } | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const target of targets) {
    const found = target.route.method === wanted ? target.pattern.exec(path) : null;
    if (found === null) continue;
    const parameters = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return { target, parameters: Object.fromEntries(parameters) };
  }
  return undefined;
}

/** A page of another site that posts here with the person's browser. */
function isForeign({ headers }: LocalRequest): boolean {
  const { origin, host } = headers;
  return origin !== undefined && origin !== `http://${host}`;
}

function proxyEvent(request: LocalRequest, route: Route, pathParameters: Record<string, string>): unknown {
  const multiValueHeaders = multiValues(pairs(request.rawHeaders));
  const multiValueQueryStringParameters = multiValues([...request.query]);
  return {
    resource: route.path,
    path: request.path,
    httpMethod: request.method,
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: lastValues(multiValueQueryStringParameters),
    multiValueQueryStringParameters,
    pathParameters,
    stageVariables: null,
    requestContext: {
      requestId: randomUUID(),
      resourcePath: route.path,
      httpMethod: request.method,
      path: request.path,
      stage: 'local',
      identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null },
    },
    // Every media type counts as binary, so that the function gets the very bytes that were sent.
    body: request.body.length === 0 ? null : request.body.toString('base64'),
    isBase64Encoded: request.body.length > 0,
  };
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[2 * index] ?? '',
    flat[2 * index + 1] ?? '',
  ]);
}

function multiValues(entries: readonly [string, string][]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of entries) values[name] = [...(values[name] ?? []), value];
  return values;
}

function lastValues(multi: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1) ?? '']));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function answer(payload: unknown): LocalAnswer {
  const { statusCode, headers, multiValueHeaders, body = '', isBase64Encoded } = payload as ProxyResult;
  return {
    status: statusCode,
    headers: { ...headers, ...multiValueHeaders },
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

function error(status: number, code: string, message: string): LocalAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  };
}
