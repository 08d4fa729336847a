import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LambdaResult } from '../lambda/lambda-environment.ts';
import { localArn, localClient } from '../state/local-account.ts';

export interface QueuePollerOptions {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly invoke: (event: unknown) => Promise<LambdaResult>;
}

/** Feeds a queue to a function as Lambda's event source mapping does, with partial batch responses. */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #client: SQSClient;
  readonly #abort = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(options: QueuePollerOptions) {
    this.#options = options;
    this.#client = new SQSClient(localClient(options.endpoint));
  }

  start(): void {
    this.#loop = this.#poll();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
    this.#client.destroy();
  }

  async #poll(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.#pollOnce(signal);
      } catch (error) {
        if (signal.aborted) return;
        console.error(`The alerts queue could not be polled, trying again: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async #pollOnce(abortSignal: AbortSignal): Promise<void> {
    const { queueUrl: QueueUrl, invoke } = this.#options;
    const { Messages: messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 5,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal },
    );
    if (messages.length === 0) return;
    const result = await invoke({ Records: messages.map(toRecord) });
    const failed = failedIds(result, messages);
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
    if (done.length === 0) return;
    await this.#client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }
}

function toRecord(message: Message): unknown {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    md5OfBody: message.MD5OfBody,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    eventSource: 'aws:sqs',
    eventSourceARN: localArn('sqs', 'firebreak-local-alerts'),
    awsRegion: 'us-east-1',
  };
}

/** A function that failed as a whole keeps every message. */
function failedIds(result: LambdaResult, messages: readonly Message[]): ReadonlySet<string> {
  if ('functionError' in result) return new Set(messages.map(({ MessageId }) => MessageId ?? ''));
  const response = result.payload as { batchItemFailures?: { itemIdentifier: string }[] } | null;
  return new Set((response?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
}
