import {
  CancelMessageMoveTaskCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { redriveAttribute } from '../../../domain/dead-letters/dead-letter.ts';
import { DependencyUnavailableError } from '../../../domain/errors.ts';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { DeadLetterQueue, TakenLetter } from '../../../ports/dead-letter-queue.ts';
import { letterOf, peekAtLetters, receiveLetters } from './peek-at-letters.ts';

export interface SqsDeadLetterQueueOptions {
  readonly url: string;
  readonly arn: string;
  readonly sourceUrl: string;
  /** Null: nothing can be set aside. */
  readonly quarantineUrl: string | null;
  readonly quarantineArn: string | null;
}

/** What SQS takes of a message. */
const mostAttributes = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export function createSqsDeadLetterQueue(
  aws: AwsClients,
  options: SqsDeadLetterQueueOptions,
): DeadLetterQueue {
  const { url, arn, sourceUrl, quarantineUrl, quarantineArn } = options;
  const sqs = aws.get(SQSClient);
  const once = aws.get(SQSClient, 'once');
  const urls = { source: sourceUrl, quarantine: quarantineUrl };

  function taken(message: Message): TakenLetter {
    return {
      letter: letterOf(message),
      async forward(to, mark) {
        const QueueUrl = urls[to];
        if (QueueUrl === null) throw new DependencyUnavailableError('No queue for quarantine was given');
        const { MessageAttributes = {}, Attributes = {}, Body = '', MessageId } = message;
        const kept = Object.keys(MessageAttributes).filter((name) => name !== redriveAttribute).length;
        if (kept >= mostAttributes) return false;
        const { MessageGroupId, AWSTraceHeader } = Attributes;
        await once.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody: Body,
            MessageAttributes: {
              ...MessageAttributes,
              [redriveAttribute]: { DataType: 'String', StringValue: mark },
            },
            // The same id again within five minutes would be dropped without a word.
            ...(MessageGroupId === undefined
              ? {}
              : {
                  MessageGroupId,
                  MessageDeduplicationId: `${mark.replaceAll('/', '-')}-${MessageId ?? ''}`,
                }),
            ...(AWSTraceHeader === undefined
              ? {}
              : {
                  MessageSystemAttributes: {
                    AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader },
                  },
                }),
          }),
        );
        return true;
      },
      async remove() {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
      },
    };
  }

  async function newestTask() {
    const { Results: [task] = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }),
    );
    return task;
  }

  return {
    peek: (most) => peekAtLetters(sqs, url, most),
    take: async (most, hiddenSeconds) => (await receiveLetters(sqs, url, most, hiddenSeconds)).map(taken),
    async depth() {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes;
      return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
    },
    async startDrain(perSecond, to) {
      if (to === 'quarantine' && quarantineArn === null) {
        throw new DependencyUnavailableError('No queue for quarantine was given');
      }
      await once.send(
        new StartMessageMoveTaskCommand({
          SourceArn: arn,
          MaxNumberOfMessagesPerSecond: perSecond,
          // Without a destination each goes back to where it came from.
          ...(to === 'quarantine' && quarantineArn !== null ? { DestinationArn: quarantineArn } : {}),
        }),
      );
    },
    async drainProgress() {
      const {
        Status,
        ApproximateNumberOfMessagesMoved = 0,
        FailureReason = null,
        StartedTimestamp,
      } = (await newestTask()) ?? {};
      const isRunning = Status === 'RUNNING' || Status === 'CANCELLING';
      const startedAt = StartedTimestamp === undefined ? null : new Date(StartedTimestamp).toISOString();
      return { isRunning, startedAt, moved: ApproximateNumberOfMessagesMoved, failure: FailureReason };
    },
    async cancelDrain() {
      const task = await newestTask();
      if (task?.Status !== 'RUNNING') return;
      await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: task.TaskHandle }));
    },
  };
}
