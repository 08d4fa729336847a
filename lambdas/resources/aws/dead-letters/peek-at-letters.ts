import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '../../../domain/dead-letters/dead-letter.ts';

const mostPerReceive = 10;
/** A short poll asks some of SQS's hosts only: so many without anything new say that there is nothing more. */
const mostEmptyLooks = 4;

/** At most ten, hidden for so long. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export async function receiveLetters(
  sqs: SQSClient,
  url: string,
  count: number,
  hiddenSeconds: number,
): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(count, mostPerReceive),
      VisibilityTimeout: hiddenSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/** A sample of at most so many different messages, none of which is hidden by that. */
export async function peekAtLetters(
  sqs: SQSClient,
  url: string,
  most: number,
): Promise<readonly DeadLetter[]> {
  const found = new Map<string, DeadLetter>();
  for (let empty = 0; empty < mostEmptyLooks && found.size < most; ) {
    const before = found.size;
    for (const message of await receiveLetters(sqs, url, mostPerReceive, 0)) {
      const letter = letterOf(message);
      found.set(letter.id, letter);
    }
    empty = found.size === before ? empty + 1 : 0;
  }
  return [...found.values()].slice(0, most);
}

export function letterOf({
  MessageId = '',
  Body = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): DeadLetter {
  return {
    id: MessageId,
    body: Body,
    sentAt: timeOf(Attributes.SentTimestamp),
    firstReceivedAt: timeOf(Attributes.ApproximateFirstReceiveTimestamp),
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 0),
    system: { ...Attributes },
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
        StringValue === undefined ? [] : [[name, StringValue]],
      ),
    ),
  };
}

/** Epoch milliseconds, as text. */
function timeOf(text: string | undefined): string | null {
  const at = Number(text);
  return text === undefined || !Number.isFinite(at) ? null : new Date(at).toISOString();
}
