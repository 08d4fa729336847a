import { randomUUID } from 'node:crypto';
import type { Route } from '../../lambdas/handlers/table/handler.ts';
import { longestBodyBytes } from '../../lambdas/ports/alert-queue.ts';
import type { FunctionSpec } from '../../lib/functions/function-spec.ts';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  refusal,
  serveLoopback,
} from './http/loopback-server.ts';
import type { LambdaResult } from './lambda/lambda-environment.ts';

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
  /** The time of this world, for `Date`: it may run ahead of the computer, and senders that sign with a time must know it. */
  readonly now?: () => Date;
  /** What is short, so that nothing can be taken now; null when all is well. */
  readonly shortage?: () => string | null;
  /** Pages of the laptop itself, asked first: null for what is none of theirs. They may show the others in a frame. */
  readonly ownPages?: (request: LocalRequest) => LocalResponse | null;
}

/** The REST API: routes of the deployed functions, proxy events with the raw bytes, open on the loopback. */
export function startApiGateway({
  port,
  functions,
  invoke,
  now = () => new Date(),
  shortage = () => null,
  ownPages,
}: ApiGatewayOptions): Promise<LoopbackServer> {
  const targets = functions.flatMap(toTargets);
  const serve = async (request: LocalRequest): Promise<LocalResponse> => {
    const served = targets.filter(({ pattern }) => pattern.test(request.path));
    const wanted = request.method === 'HEAD' ? 'GET' : request.method;
    const target = served.find(({ route }) => route.method === wanted);
    if (target === undefined) return unserved(request, served);
    const short = target.route.method === 'GET' ? null : shortage();
    if (short !== null) return refusal(503, 'gateway.unavailable', `${short}: send again`);
    const result = await invoke(
      target.functionName,
      proxyEvent(request, target.route, pathParameters(target, request.path)),
    );
    return 'functionError' in result
      ? refusal(503, 'gateway.unavailable', 'Not available at the moment: send again')
      : answer(result.payload);
  };
  return serveLoopback(
    async (request) => {
      const reply = ownPages?.(request) ?? framed(await serve(request), ownPages !== undefined);
      return { ...reply, headers: { ...reply.headers, date: now().toUTCString() } };
    },
    { port, maxBodyBytes: longestBodyBytes },
  );
}

/** On the laptop a page of the very same address may show them: the demo does. */
function framed(reply: LocalResponse, isFramed: boolean): LocalResponse {
  if (!isFramed) return reply;
  const headers = Object.entries(reply.headers ?? {}).map(([name, value]) => [
    name,
    name.toLowerCase() === 'content-security-policy' && typeof value === 'string'
      ? value.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
      : value,
  ]);
  return { ...reply, headers: Object.fromEntries(headers) };
}

function toTargets(spec: FunctionSpec): readonly Target[] {
  if (spec.trigger.kind !== 'http') return [];
  return spec.trigger.routes.map((route) => ({
    route,
    functionName: spec.name,
    pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));
}

/** As they were sent, still percent-encoded: a REST API does not decode them. */
function pathParameters({ pattern }: Target, path: string): Record<string, string> {
  return { ...pattern.exec(path)?.groups };
}

function unserved({ method, path }: LocalRequest, served: readonly Target[]): LocalResponse {
  if (served.length === 0) return refusal(404, 'route.unknown', `There is no ${path}.`);
  const allowed = served.map(({ route }) => route.method).join(', ');
  const answer = refusal(405, 'method.unknown', `${path} takes ${allowed}, not ${method}.`);
  return { ...answer, headers: { ...answer.headers, allow: allowed } };
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
  // Senders choose the names, such as __proto__ and constructor.
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lastValues(multi: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1) ?? '']));
}

function answer(payload: unknown): LocalResponse {
  const { statusCode, headers, multiValueHeaders, body = '', isBase64Encoded } = payload as ProxyResult;
  return {
    status: statusCode,
    headers: { ...headers, ...multiValueHeaders },
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}
