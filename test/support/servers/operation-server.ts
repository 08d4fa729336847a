import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { type LocalResponse, serveLoopback } from '../../../local/cloud/http/loopback-server.ts';

/** One call of an operation, as AWS would take it. */
export interface Operation {
  /** By the signature's scope, such as `codedeploy`. */
  readonly service: string;
  readonly name: string;
  readonly contentType: string;
  /** The members of a JSON body, or the parameters of the Query protocol. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface OperationServer {
  readonly aws: AwsClients;
  readonly operations: Operation[];
  stop(): Promise<void>;
}

/** Serves operations of services that speak AWS JSON or the Query protocol; what is not signed gets a 403. */
export async function startOperationServer(
  answer: (operation: Operation) => LocalResponse,
): Promise<OperationServer> {
  const operations: Operation[] = [];
  const server = await serveLoopback(async ({ method, path, headers, body }) => {
    const service = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
    if (service?.[1] === undefined || method !== 'POST' || path !== '/') return { status: 403, body: '{}' };
    const contentType = headers['content-type'] ?? '';
    const target = headers['x-amz-target'];
    const text = body.toString('utf8');
    const input: Record<string, unknown> = contentType.startsWith('application/x-www-form-urlencoded')
      ? Object.fromEntries(new URLSearchParams(text))
      : JSON.parse(text);
    const name = typeof target === 'string' ? target : String(input['Action']);
    const operation: Operation = { service: service[1], name, contentType, input };
    operations.push(operation);
    return answer(operation);
  });
  const aws = createAwsClients({
    env: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: server.url,
    },
    random: () => 0,
  });
  return { aws, operations, stop: () => server.stop() };
}

export function json(body: unknown): LocalResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** A fault as AWS JSON has it. */
export function fault(name: string, status = 400): LocalResponse {
  return { status, body: JSON.stringify({ __type: name, message: 'secret detail' }) };
}
