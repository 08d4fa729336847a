import { lazyZlib } from '../lazy-builtins.ts';

/**
 * An answer's bytes without their content coding. We ask for none, but S3 gives an object in the coding that it was stored with. What
 * is in a coding that we do not know stays as it is. Throws when the bytes are damaged or more than `maxOutputLength`.
 */
export function decodedBody(bytes: Buffer, coding: string | undefined, maxOutputLength: number): Buffer {
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
