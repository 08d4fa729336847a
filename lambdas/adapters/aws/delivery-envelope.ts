import { PayloadTooLargeError } from '../../domain/errors.ts';
import { longestMessageBytes } from '../../ports/alert-queue.ts';
import type { Delivery } from '../../ports/alert-source.ts';
import { lazyZlib } from '../lazy-builtins.ts';

/** Marks a queue message as a delivery of ours: an EventBridge event has no such member at its top. */
const mark = 'delivery/1';
const longestUnpackedBytes = 64 * 1024 * 1024;

/** The queue message of a delivery. Throws PayloadTooLargeError, naming the limit. */
export function sealDelivery(delivery: Delivery): string {
  const plain = queueText({ firebreak: mark, delivery });
  if (Buffer.byteLength(plain) <= longestMessageBytes) return plain;
  const packed = JSON.stringify({
    firebreak: mark,
    gzip: lazyZlib().gzipSync(JSON.stringify(delivery)).toString('base64'),
  });
  if (packed.length <= longestMessageBytes) return packed;
  throw new PayloadTooLargeError(
    'The body is larger than 1 MiB even when it is compressed (about 780 kB of gzip)',
  );
}

/** As JSON without what SQS refuses (U+FFFE, U+FFFF, half a surrogate pair) or its stand-ins do (whole pairs). */
function queueText(value: unknown): string {
  const refused = /[\ud800-\udfff\ufffe\uffff]/g;
  return JSON.stringify(value).replace(refused, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}

/** A queue message: a delivery of ours, or the bare event of another sender that writes to the queue, such as EventBridge. */
export type QueueMessage = { readonly delivery: Delivery } | { readonly event: string };

/** Never throws: what is not ours is somebody's event. */
export function openMessage(body: string): QueueMessage {
  const delivery = sealedDelivery(body);
  return delivery === null ? { event: body } : { delivery };
}

function sealedDelivery(body: string): Delivery | null {
  try {
    const envelope: unknown = JSON.parse(body);
    if (typeof envelope !== 'object' || envelope === null) return null;
    if (!('firebreak' in envelope) || envelope.firebreak !== mark) return null;
    const packed = 'gzip' in envelope && typeof envelope.gzip === 'string' ? unpack(envelope.gzip) : null;
    const delivery: unknown = packed ?? ('delivery' in envelope ? envelope.delivery : null);
    return isDelivery(delivery) ? delivery : null;
  } catch {
    return null;
  }
}

function unpack(base64: string): unknown {
  const bytes = lazyZlib().gunzipSync(Buffer.from(base64, 'base64'), {
    maxOutputLength: longestUnpackedBytes,
  });
  return JSON.parse(bytes.toString('utf8'));
}

function isDelivery(value: unknown): value is Delivery {
  if (typeof value !== 'object' || value === null) return false;
  const { id, source, receivedAt, headers, body } = {
    id: 0,
    source: 0,
    receivedAt: 0,
    headers: 0,
    body: 0,
    ...value,
  };
  const texts = [id, source, receivedAt, body].every((text) => typeof text === 'string');
  return texts && typeof headers === 'object' && headers !== null;
}
