import { lookup as lookupName } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { type RequestOptions, request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { ConfigurationError } from '../../domain/errors.ts';
import type { HttpRequest } from '../../ports/http-client.ts';
import { isPublicAddress } from './public-address.ts';

/** An answer whose body is still to come. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** The rest is not wanted. */
  cancel(): void;
}

/** What can be sent: an action's methods, and those of a smoke test. */
export type SentRequest = Omit<HttpRequest, 'method'> & {
  readonly method: HttpRequest['method'] | 'DELETE';
};

export type SendHttp = (request: SentRequest, signal: AbortSignal) => Promise<RawResponse>;

/** Over the internet. A name is looked up once, and what it leads to is what is connected to. */
export function sendOverInternet(lookup: LookupFunction = lookupName): SendHttp {
  const checked = onlyPublic(lookup);
  return async (request, signal) => {
    // An address is not looked up.
    if (isIP(request.host) !== 0) throw notPublic(request.host);
    return await sent(
      requestTls,
      { ...optionsOf(request), host: request.host, lookup: checked, signal },
      request,
    );
  };
}

/** To the simulated servers of a laptop, which are told the host that is meant. */
export function sendToLoopback(endpoint: string): SendHttp {
  const { hostname, port } = new URL(endpoint);
  if (hostname !== '127.0.0.1') throw new ConfigurationError('OUTBOUND_HTTP_URL must be on 127.0.0.1');
  return (request, signal) => {
    const options = optionsOf(request);
    const headers = { ...options.headers, 'x-forwarded-host': request.host };
    return sent(requestPlain, { ...options, headers, hostname, port, signal }, request);
  };
}

function optionsOf({ method, path, headers = {}, body }: SentRequest) {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  // A connection that was kept while the function slept may be dead: a lost answer for nothing.
  return { agent: false, method, path, headers: { accept: 'application/json', ...headers, ...length } };
}

function sent(
  request: typeof requestTls,
  options: RequestOptions,
  { body }: SentRequest,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const sending = request(options, (response) => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers, body: response, cancel: () => response.destroy() });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** A name that leads to a private address, or to the metadata of a cloud, leads nowhere. */
function onlyPublic(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      const wrong = addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address));
      if (wrong) return callback(notPublic(hostname), []);
      const [first] = addresses;
      if (options.all === true || first === undefined) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function notPublic(host: string): ConfigurationError {
  return new ConfigurationError(`${host} is not at a public address: nothing was sent`);
}
