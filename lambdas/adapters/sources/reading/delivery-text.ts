import type { Delivery } from '../../../ports/alert-source.ts';
import { lazyZlib } from '../../lazy-builtins.ts';
import { parseJson } from './json.ts';

/** A body this large when unpacked is no alert but an attack. */
const longestUnpackedBytes = 32 * 1024 * 1024;

/** The delivery's text as the sender meant it: unpacked and without a byte order mark. Throws when it is not text. */
export function deliveryText(delivery: Pick<Delivery, 'headers' | 'body'>): string {
  if (delivery.headers['content-transfer-encoding'] !== 'base64') return withoutMark(delivery.body);
  const bytes = Buffer.from(delivery.body, 'base64');
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = packed ? lazyZlib().gunzipSync(bytes, { maxOutputLength: longestUnpackedBytes }) : bytes;
  return withoutMark(new TextDecoder('utf-8', { fatal: true }).decode(plain));
}

/** The delivery's JSON value; undefined when it has none. Never throws. */
export function deliveryJson(delivery: Delivery): unknown {
  try {
    return parseJson(deliveryText(delivery));
  } catch {
    return undefined;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}
