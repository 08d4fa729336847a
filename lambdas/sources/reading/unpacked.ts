import { decodedBody } from '../../adapters/builtins/decoded-body.ts';
import { PayloadTooLargeError } from '../../domain/errors.ts';
import type { RawRequest } from '../../ports/plug-ins/alert-source.ts';

/** A body this large when unpacked is no alert but an attack. */
const longestUnpackedBytes = 16 * 1024 * 1024;

/**
 * The bytes as the sender meant them: unpacked when they are gzip, or deflate or br as `Content-Encoding` says. Whoever stands
 * between may have unpacked them and left the header. Throws PayloadTooLargeError, and for gzip that is damaged.
 */
export function unpacked(
  bytes: Uint8Array,
  contentEncoding: string | undefined,
  longest = longestUnpackedBytes,
): Uint8Array {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return decodedBody(bytes, gzip ? 'gzip' : contentEncoding, longest);
  } catch (cause) {
    if (isTooLarge(cause)) {
      throw new PayloadTooLargeError(`Unpacked, the body is larger than ${longest / 1024 / 1024} MiB`, {
        cause,
      });
    }
    if (gzip) throw cause;
    return bytes;
  }
}

function isTooLarge(cause: unknown): boolean {
  return (
    typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
  );
}

/** The text of a request whose credential is in its body; bytes that are no UTF-8 become U+FFFD. Throws PayloadTooLargeError. */
export function requestText({ headers, body }: RawRequest): string {
  try {
    return Buffer.from(unpacked(body, headers['content-encoding']?.[0])).toString('utf8');
  } catch (error) {
    if (error instanceof PayloadTooLargeError) throw error;
    return '';
  }
}

/** So much is looked at of a sender who is not known yet: kilobytes of gzip become gigabytes. */
const longestUnknownBytes = 1024 * 1024;

/** The same before it is known who sends: empty when it is longer than 1 MiB. */
export function unknownSendersText({ headers, body }: RawRequest): string {
  try {
    const bytes = unpacked(body, headers['content-encoding']?.[0], longestUnknownBytes);
    return bytes.byteLength <= longestUnknownBytes ? Buffer.from(bytes).toString('utf8') : '';
  } catch {
    return '';
  }
}
