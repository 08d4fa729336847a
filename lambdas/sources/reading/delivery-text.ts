import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import { parseJson } from './json.ts';
import { whyCostly } from './json-scan.ts';
import { unpacked } from './unpacked.ts';

/** The delivery's text as the sender meant it: unpacked and without a byte order mark. Throws when it is not text, or costs too much to read. */
export function deliveryText(
  delivery: Pick<Delivery, 'headers' | 'body'> & Partial<Pick<Delivery, 'lostBody'>>,
): string {
  const { headers, body, lostBody } = delivery;
  if (lostBody !== undefined)
    throw new Error(`its body was kept as ${lostBody.key}, which ${lostBody.problem}`);
  const text = withoutMark(
    headers['content-transfer-encoding'] === 'base64' ? decoded(body, headers['content-encoding']) : body,
  );
  const costly = whyCostly(text);
  if (costly !== null) throw new Error(costly);
  return text;
}

function decoded(body: string, contentEncoding: string | undefined): string {
  const plain = unpacked(Buffer.from(body, 'base64'), contentEncoding);
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
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
