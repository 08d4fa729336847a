import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity } from '@smithy/types';
import { dnsSuffixOf } from '../../../domain/aws-partition.ts';
import { jsonOf } from '../../../domain/records/text/json-of.ts';
import type { ZonalShiftCommand } from './commands.ts';

const signingName = 'arc-zonal-shift';

export interface ExchangeConfig {
  readonly region: () => Promise<string>;
  readonly credentials: () => Promise<AwsCredentialIdentity>;
  /** In place of AWS's. */
  readonly endpoint?: string;
  readonly requestHandler: {
    handle(request: HttpRequest): Promise<{ readonly response: unknown }>;
  };
}

/** One attempt: signed, sent, read. What fails is told as clients of the SDK tell it: `$fault` and `$metadata`. */
export async function exchange<Output>(
  { region, credentials, endpoint, requestHandler }: ExchangeConfig,
  { method, path, query = {}, body }: ZonalShiftCommand<Output>,
): Promise<Output> {
  const place = await region();
  const { protocol, hostname, port, host, pathname } = new URL(
    endpoint ?? `https://${signingName}.${place}.${dnsSuffixOf(place)}`,
  );
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: `${pathname.replace(/\/$/, '')}${path}`,
    query: { ...query },
    headers: { host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  const signer = new SignatureV4({ service: signingName, region: place, credentials, sha256: Sha256 });
  const { response } = await requestHandler.handle(new HttpRequest(await signer.sign(request)));
  return outputOf(response) as Output;
}

function outputOf(response: unknown): unknown {
  const { statusCode, headers, body } = Object(response);
  const status = Number(statusCode);
  const text = new TextDecoder().decode(body instanceof Uint8Array ? body : new Uint8Array());
  const metadata = { httpStatusCode: status, requestId: Object(headers)['x-amzn-requestid'] };
  const parsed = jsonOf(text);
  if (status >= 200 && status < 300 && parsed !== null) return parsed;
  const isRefused = status >= 300;
  const given: unknown = Object(headers)['x-amzn-errortype'] ?? Object(parsed)['__type'];
  const name = isRefused && typeof given === 'string' ? nameOf(given) : 'Unknown';
  throw Object.assign(new Error(name), {
    name,
    $metadata: metadata,
    ...(isRefused ? { $fault: status < 500 ? 'client' : 'server' } : {}),
  });
}

/** `com.amazonaws.arczonalshift#ConflictException:http://…` → `ConflictException`. */
function nameOf(type: string): string {
  return type.replace(/:.*$/, '').replace(/^.*#/, '');
}
