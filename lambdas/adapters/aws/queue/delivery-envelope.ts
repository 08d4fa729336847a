import { claimCheckPrefix, longestMessageBytes } from '../../../ports/alert-queue.ts';
import type { Delivery } from '../../../ports/plug-ins/alert-source.ts';
import { lazyZlib } from '../../builtins/lazy-builtins.ts';

/** Marks a queue message as a delivery of ours: an EventBridge event has no such member at its top. */
const mark = 'delivery/1';
const longestUnpackedBytes = 64 * 1024 * 1024;

/** A delivery of which the queue holds all but the body. */
export type ClaimCheck = Omit<Delivery, 'body' | 'lostBody'>;

export interface SealedDelivery {
  readonly message: string;
  /** For `openKept`: what must be kept before the message is sent. Null when the message holds all. */
  readonly kept: Uint8Array | null;
}

/** Where a delivery is kept: of its id alone, so that sending again writes the same object. */
export function claimCheckKey(deliveryId: string): string {
  return `${claimCheckPrefix}${deliveryId}.json.gz`;
}

/** As it is where it fits, else packed, else as a claim check for what is kept beside the queue. */
export function sealDelivery(delivery: Delivery): SealedDelivery {
  if (delivery.lostBody !== undefined) return { message: claimCheckMessage(delivery), kept: null };
  const plain = queueText({ firebreak: mark, delivery });
  // A character takes three bytes at most.
  const fits = plain.length * 3 <= longestMessageBytes || Buffer.byteLength(plain) <= longestMessageBytes;
  if (fits) return { message: plain, kept: null };
  const bytes = lazyZlib().gzipSync(JSON.stringify(delivery));
  const packed = JSON.stringify({ firebreak: mark, gzip: bytes.toString('base64') });
  if (packed.length <= longestMessageBytes) return { message: packed, kept: null };
  return { message: claimCheckMessage(delivery), kept: bytes };
}

function claimCheckMessage({ id, source, receivedAt, headers }: Delivery): string {
  const claimCheck: ClaimCheck = { id, source, receivedAt, headers };
  return queueText({ firebreak: mark, claimCheck });
}

/** As JSON without what SQS refuses (U+FFFE, U+FFFF, half a surrogate pair) or its stand-ins do (whole pairs). */
function queueText(value: unknown): string {
  const refused = /[\ud800-\udfff\ufffe\uffff]/g;
  return JSON.stringify(value).replace(refused, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}

/** A queue message: a delivery of ours, a claim check for one, or the bare event of another sender that writes to the queue, such as EventBridge. */
export type QueueMessage =
  | { readonly delivery: Delivery }
  | { readonly claimCheck: ClaimCheck }
  | { readonly event: string };

/** Never throws: what is not ours is somebody's event. */
export function openMessage(text: string): QueueMessage {
  return ourMessage(text) ?? { event: text };
}

function ourMessage(text: string): QueueMessage | null {
  try {
    const envelope: unknown = JSON.parse(text);
    if (typeof envelope !== 'object' || envelope === null) return null;
    if (!('firebreak' in envelope) || envelope.firebreak !== mark) return null;
    if ('claimCheck' in envelope)
      return isClaimCheck(envelope.claimCheck) ? { claimCheck: envelope.claimCheck } : null;
    const packed = 'gzip' in envelope && typeof envelope.gzip === 'string' ? envelope.gzip : null;
    const whole: unknown = 'delivery' in envelope ? envelope.delivery : null;
    const delivery = packed === null ? whole : openKept(Buffer.from(packed, 'base64'));
    return isDelivery(delivery) ? { delivery } : null;
  } catch {
    return null;
  }
}

/** The delivery that was kept; null when these bytes are none. Never throws. */
export function openKept(bytes: Uint8Array): Delivery | null {
  try {
    const text = lazyZlib().gunzipSync(bytes, { maxOutputLength: longestUnpackedBytes }).toString('utf8');
    const delivery: unknown = JSON.parse(text);
    return isDelivery(delivery) ? delivery : null;
  } catch {
    return null;
  }
}

/** An id becomes part of a key: it holds no slash and no dot. */
function isClaimCheck(value: unknown): value is ClaimCheck {
  if (typeof value !== 'object' || value === null) return false;
  const { id, source, receivedAt, headers } = { id: 0, source: 0, receivedAt: 0, headers: 0, ...value };
  const texts = [id, source, receivedAt].every((text) => typeof text === 'string');
  return texts && /^\w{1,64}$/.test(String(id)) && typeof headers === 'object' && headers !== null;
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
