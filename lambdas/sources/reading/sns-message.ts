import type { SourceContent } from '../../ports/plug-ins/alert-source.ts';
import { at, isObject, type JsonObject, listOf, parseJson, textOf, wholeText } from './json.ts';

/** The SNS messages in a delivery: posted by SNS, wrapped for Lambda (`Records[].Sns`), or kept in an SQS body (`Records[].body`). */
export function snsMessages(payload: unknown): readonly JsonObject[] {
  return publishedIn(payload).filter(isMessage);
}

/** What was published: the JSON in each message, or its text; what was delivered raw as it is. */
export function snsContents(payload: unknown): readonly SourceContent[] {
  return publishedIn(payload).map((published) => {
    if (!isMessage(published)) return { body: published, subject: null };
    const text = wholeText(published['Message']) ?? '';
    return { body: parseJson(text) ?? text, subject: textOf(published['Subject']) };
  });
}

/** Messages of SNS, and what a topic or a queue passed on without one. */
function publishedIn(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload.flatMap(publishedIn);
  const records = listOf(at(payload, 'Records')).map((record) => ({ record, inner: wrappedIn(record) }));
  const isWrapped = records.some(({ inner }) => inner !== undefined);
  return isWrapped ? records.map(({ record, inner }) => inner ?? record) : [payload];
}

function wrappedIn(record: unknown): unknown {
  const message = at(record, 'Sns');
  // Lambda's form has all that tells a message but, in samples, the type.
  if (isObject(message)) return { Type: 'Notification', TopicArn: '', ...message };
  const body = at(record, 'body');
  return typeof body === 'string' ? (parseJson(body) ?? body) : undefined;
}

function isMessage(value: unknown): value is JsonObject {
  return isObject(value) && typeof value['Type'] === 'string' && typeof value['TopicArn'] === 'string';
}
