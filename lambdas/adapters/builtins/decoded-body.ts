import { lazyZlib } from './lazy-builtins.ts';

/**
 * A body's bytes without their `Content-Encoding`. What is in a coding that we do not know stays as it is. Throws when the bytes are
 * damaged or, with the code ERR_BUFFER_TOO_LARGE, more than `maxOutputLength`.
 */
export function decodedBody<Bytes extends Uint8Array>(
  bytes: Bytes,
  coding: string | undefined,
  maxOutputLength: number,
): Bytes | Buffer {
  if (coding === undefined || bytes.length === 0) return bytes;
  switch (coding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return lazyZlib().gunzipSync(bytes, { maxOutputLength });
    case 'deflate':
      return lazyZlib().inflateSync(bytes, { maxOutputLength });
    case 'br':
      return lazyZlib().brotliDecompressSync(bytes, { maxOutputLength });
    default:
      return bytes;
  }
}
