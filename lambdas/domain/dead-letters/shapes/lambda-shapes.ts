import type { DeadLetterShape } from './dead-letter-shape.ts';
import { type JsonObject, objectIn, textIn, timeIn } from './json-parts.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
export const lambdaQueue: DeadLetterShape = {
  name: 'lambda-queue',
  title: "a Lambda function's dead-letter queue",
  strategy: 'invoke',
  read({ attributes, body }) {
    const { RequestID, ErrorCode, ErrorMessage } = attributes;
    if (RequestID === undefined || (ErrorCode === undefined && ErrorMessage === undefined)) return null;
    const reason = { code: ErrorCode ?? null, text: ErrorMessage ?? '', at: null };
    return { reason, payload: body, consumer: null };
  },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#create-destination */
export const lambdaDestination: DeadLetterShape = {
  name: 'lambda-destination',
  title: 'the failure destination of a Lambda function',
  strategy: 'invoke',
  read(_, json) {
    const context = objectIn(json?.['requestContext']);
    if (json === null || context === null || textIn(context['condition']) === null) return null;
    if (streamBatchOf(json) !== null) return null;
    const payload = json['requestPayload'];
    return {
      reason: reasonOf(json, context),
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload ?? null),
      consumer: functionOf(context),
    };
  },
};

/** Names a batch of records; the records stay in their stream, and are gone when it forgets them. */
export const streamBatch: DeadLetterShape = {
  name: 'stream-batch',
  title: 'the failure destination of a stream',
  strategy: 'reread',
  read(_, json) {
    const batch = json === null ? null : streamBatchOf(json);
    if (json === null || batch === null) return null;
    const context = objectIn(json['requestContext']) ?? {};
    return { reason: reasonOf(json, context), payload: JSON.stringify(batch), consumer: functionOf(context) };
  },
};

function streamBatchOf(json: JsonObject): JsonObject | null {
  return objectIn(json['KinesisBatchInfo']) ?? objectIn(json['DDBStreamBatchInfo']);
}

function reasonOf(json: JsonObject, context: JsonObject) {
  const response = objectIn(json['responseContext']) ?? {};
  const payload = objectIn(json['responsePayload']) ?? {};
  const name = textIn(payload['errorType']);
  const said = [name, textIn(payload['errorMessage'])].filter((part) => part !== null).join(': ');
  const condition = textIn(context['condition']) ?? '';
  return {
    code: name ?? textIn(response['functionError']),
    text: said === '' ? condition : said,
    at: timeIn(json['timestamp']),
  };
}

/** Its name, out of `arn:aws:lambda:…:function:NAME:$LATEST`. */
function functionOf(context: JsonObject): string | null {
  const arn = textIn(context['functionArn']);
  return arn === null ? null : (/:function:([^:]+)/.exec(arn)?.[1] ?? null);
}
