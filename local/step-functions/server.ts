import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api/api-error.ts';
import type { ResponseObject } from './api/operation.ts';
import type { Engine } from './engine.ts';
import { type Json, parseJson } from './values/json.ts';

export interface ServerOptions {
  readonly engine: Engine;
  /** Default: the loopback. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Puts refusals in front of it; without, it answers whoever reaches it. */
  readonly guard?: (server: Server) => void;
}

export interface StepFunctionsServer {
  /** For `AWS_ENDPOINT_URL_SFN`. */
  readonly url: string;
  /** Stops listening and drops open connections; the engine continues. */
  close(): Promise<void>;
}

const CONTENT_TYPE = 'application/x-amz-json-1.0';
const TARGET_PREFIX = 'AWSStepFunctions.';

/** Serves the engine as the AWS SDK expects it: AWS JSON 1.0, signatures unchecked. Rejects when the port is taken. */
export async function startStepFunctionsServer({
  engine,
  host = '127.0.0.1',
  port,
  guard = () => {},
}: ServerOptions): Promise<StepFunctionsServer> {
  const server = createServer((request, response) => {
    void answer(engine, request, response);
  });
  guard(server);
  await listen(server, host, port);
  return {
    url: `http://${host}:${portOf(server)}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const action = String(request.headers['x-amz-target'] ?? '').replace(TARGET_PREFIX, '');
    send(response, 200, wireForm(await engine.callByName(action, parseBody(await readBody(request)))));
  } catch (error) {
    if (error instanceof ApiError) send(response, 400, { __type: error.name, message: error.message });
    else send(response, 500, { __type: 'InternalServerError', message: String(error) });
  }
}

function parseBody(text: string): Json {
  try {
    return parseJson(text === '' ? '{}' : text);
  } catch {
    throw new ApiError('ValidationException', 'The request body is no JSON');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Dates become epoch seconds, what is undefined is left out. */
function wireForm(response: ResponseObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(response).map(([name, value]) => [name, wireValue(value)]));
}

function wireValue(value: ResponseObject[string]): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(wireValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireValue(member)]));
}

function send(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': CONTENT_TYPE,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address.port;
}
