import { at, isObject, type JsonObject, listOf, parseJson } from './json.ts';

/** The SNS messages in a delivery: posted by SNS, wrapped for Lambda (`Records[].Sns`), or kept in an SQS body (`Records[].body`). */
export function snsMessages(payload: unknown): readonly JsonObject[] {
  if (!isObject(payload)) return [];
  if (isMessage(payload)) return [payload];
  return listOf(payload['Records']).flatMap((record) => {
    const wrapped = at(record, 'Sns');
    if (isObject(wrapped)) return [wrapped];
    const body = at(record, 'body');
    const kept = typeof body === 'string' ? parseJson(body) : undefined;
    return isObject(kept) && isMessage(kept) ? [kept] : [];
  });
}

function isMessage(value: JsonObject): boolean {
  return typeof value['Type'] === 'string' && typeof value['TopicArn'] === 'string';
}
