import { ConfigurationError } from '../../domain/errors.ts';
import type { RawResponse } from './send-https.ts';

/** All of an answer. Throws ConfigurationError when it is larger. */
export async function readText(
  { body }: Pick<RawResponse, 'body'>,
  maxBytes: number,
  host: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new ConfigurationError(`${host} answered with more than ${maxBytes / 1_000_000} MB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
