import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { RestRequest, RestResponse } from './simulated-account.ts';

export interface RestServer {
  /** A signing client whose Lambda and AppConfig endpoints are this server. */
  readonly aws: AwsClients;
  close(): Promise<void>;
}

/** Serves `answer` over HTTP on the loopback. Unsigned requests get a 403. */
export async function startRestServer(answer: (request: RestRequest) => RestResponse): Promise<RestServer> {
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const signed = headers['authorization']?.startsWith('AWS4-HMAC-SHA256 ') === true;
    const {
      status,
      headers: responseHeaders,
      body,
    } = signed
      ? answer({
          method: request.method ?? '',
          path: request.url ?? '',
          headers,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      : { status: 403, headers: {}, body: '{}' };
    response.writeHead(status, responseHeaders).end(body);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port }: AddressInfo = addressOf(server.address());
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    aws: createAwsClients({
      env: {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL_LAMBDA: endpoint,
        AWS_ENDPOINT_URL_APPCONFIG: endpoint,
      },
    }),
    close: () =>
      new Promise((closed, failed) => {
        server.closeAllConnections();
        server.close((error) => (error === undefined ? closed() : failed(error)));
      }),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address;
}
