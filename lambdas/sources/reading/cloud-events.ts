import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import { isObject, type JsonObject, parseJson, textOf, wholeText } from './json.ts';

/** The events of a delivery: of a batch, one in structured mode, or one in binary mode. */
export function cloudEventsIn(payload: unknown, delivery: Pick<Delivery, 'headers'>): readonly unknown[] {
  return Array.isArray(payload) ? payload : [binaryEvent(payload, delivery) ?? payload];
}

/** The data of an event, decoded where it is base64. */
export function eventData(event: JsonObject): unknown {
  const encoded = wholeText(event['data_base64']);
  return encoded === null ? event['data'] : parseJson(Buffer.from(encoded, 'base64').toString('utf8'));
}

export function isCloudEvent(event: unknown): event is JsonObject {
  return isObject(event) && textOf(event['specversion'])?.startsWith('1.') === true;
}

/** In binary mode the attributes are headers and the body is the data. */
function binaryEvent(data: unknown, { headers }: Pick<Delivery, 'headers'>): JsonObject | null {
  if (headers['ce-specversion'] === undefined) return null;
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith('ce-'));
  return { ...Object.fromEntries(attributes.map(([name, value]) => [name.slice(3), decoded(value)])), data };
}

/** https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values */
function decoded(value: string): string {
  const [, quoted] = /^"(.*)"$/s.exec(value) ?? [];
  const plain = quoted?.replaceAll(/\\(.)/gs, '$1') ?? value;
  return plain.replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
