import { Readable } from 'node:stream';
import type { LocalRequest } from '../cloud/http/loopback-server.ts';
import type { Account } from './account.ts';
import { answerSigned } from './account-server.ts';

/** A signed request as the AWS SDK hands it to what sends it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The `requestHandler` of SDK clients that call the account in this process, without a port and on the simulated clock. */
export function createAccountRequestHandler(account: Account, now: () => number) {
  return {
    async handle(request: SdkRequest) {
      const { status, headers = {}, body = '' } = await answerSigned(account, localRequest(request), now());
      const given = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      return {
        response: {
          statusCode: status,
          headers: Object.fromEntries(given),
          body: Readable.from([Buffer.from(body)]),
        },
      };
    },
    // What the SDK expects of a handler besides; there is nothing to set.
    updateHttpClientConfig: (): void => {},
    httpHandlerConfigs: () => ({}),
    destroy: (): void => {},
  };
}

function localRequest({ method, path, query = {}, headers, body = '' }: SdkRequest): LocalRequest {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) parameters.append(name, String(one));
  }
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path,
    query: parameters,
    headers: Object.fromEntries(lowerCase),
    rawHeaders: [],
    body: bytesOf(body),
  };
}

/** The SDK's bytes are no plain ones: they mind being asked for more than their buffer. */
function bytesOf(body: string | Uint8Array): Buffer {
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
