import { at, isObject, type JsonObject, listOf } from './json.ts';

/** The SNS messages in a delivery: posted by SNS, wrapped for Lambda (`Records[].Sns`), or kept in an SQS body. */
export function snsMessages(payload: unknown): readonly JsonObject[] {
  if (!isObject(payload)) return [];
  if (typeof payload['Type'] === 'string' && typeof payload['TopicArn'] === 'string') return [payload];
  return listOf(payload['Records'])
    .map((record) => at(record, 'Sns'))
    .filter(isObject);
}
