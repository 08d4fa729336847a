import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { consoleRoutes } from '../../../lambdas/http/routes/console-routes.ts';
import type { IncidentRecord } from '../../../lambdas/ports/stores/incident-store.ts';
import type { ConsoleDeps } from '../../../lambdas/runtime/build/build-console.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { anInvocation } from '../builders/invocation.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { sampleNow } from '../builders/samples/sample-incident.ts';
import { storeAlerts } from '../builders/stored-alerts.ts';

/** The console over in-memory stores, for tests of its routes. */
export function inMemoryConsole(overrides: Partial<ConsoleDeps> = {}): ConsoleDeps {
  const ports = createMemoryPorts({ now: () => sampleNow }, aPolicy());
  return { ...handlerDeps(ports), consoleUrl: 'http://127.0.0.1/prod', ...overrides };
}

/** Puts a whole record into the stores, as if the incident had come so far. */
export async function storeRecord({ incidents }: ConsoleDeps, record: IncidentRecord): Promise<void> {
  const { incident } = record;
  await incidents.createIncident(incident);
  await storeAlerts(incidents, incident.id, ...record.alerts);
  for (const evidence of record.evidence) await incidents.putEvidence(incident.id, evidence);
  for (const step of record.steps) await incidents.saveStep(step);
  for (const debt of record.debts) await incidents.putDebt(debt);
  for (const followUp of record.followUps) await incidents.createFollowUp(followUp);
  for (const entry of record.entries) await incidents.appendEntry(incident.id, entry);
}

export interface ConsoleRequest {
  readonly method?: string;
  readonly resource: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the console as API Gateway does. */
export function consoleCaller(deps: ConsoleDeps) {
  return async ({
    method = 'GET',
    resource,
    parameters = {},
    query = {},
    body = '',
    headers = {},
  }: ConsoleRequest) =>
    await consoleRoutes.run(
      () => deps,
      {
        httpMethod: method,
        resource,
        path: resource,
        pathParameters: { ...parameters },
        queryStringParameters: { ...query },
        multiValueQueryStringParameters: null,
        headers: { ...headers },
        multiValueHeaders: {},
        body,
        isBase64Encoded: false,
        stageVariables: null,
        requestContext: undefined,
      } as unknown as APIGatewayProxyEvent,
      anInvocation(),
    );
}

/** The console on the loopback under `/prod`, as a stage of API Gateway shows it. */
export async function serveConsole(deps: ConsoleDeps): Promise<{ url: string; close(): void }> {
  const call = consoleCaller(deps);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const result = await call({
      method: request.method ?? 'GET',
      ...routeOf(url.pathname.replace(/^\/prod/, '')),
      query: Object.fromEntries(url.searchParams),
      body: await text(request),
      headers: definedHeaders(request),
    });
    response.writeHead(
      result.statusCode,
      Object.entries(result.headers ?? {})
        .flat()
        .map(String),
    );
    response.end(result.body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/prod`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function definedHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function routeOf(path: string): Pick<ConsoleRequest, 'resource' | 'parameters'> {
  const id = /^\/incidents\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? { resource: path } : { resource: '/incidents/{id}', parameters: { id } };
}
