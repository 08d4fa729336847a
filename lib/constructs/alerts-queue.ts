import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { longestMessageBytes, mostReceives } from '../../lambdas/ports/alert-queue.ts';
import { ownPrefix } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';

export interface AlertsQueueProps {
  /** For how long a message that was received stays invisible. */
  readonly visibilityTimeout: Duration;
}

/** Where every accepted delivery waits, with the queues for what five tries could not process and for events that never arrived. */
export class AlertsQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** What EventBridge could not deliver: its access to the queue is broken, which says nothing about the messages. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, { visibilityTimeout }: AlertsQueueProps) {
    super(scope, id);
    const lasting = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Said in full: 256 KiB was the default for years.
      maxMessageSizeBytes: longestMessageBytes,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.RETAIN,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', lasting);
    this.queue = new Queue(this, 'Queue', {
      ...lasting,
      visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: mostReceives },
    });
    this.undelivered = new Queue(this, 'Undelivered', lasting);
    acknowledge(this.undelivered, {
      'AwsSolutions-SQS3': 'It is itself where events go that could not be delivered; nothing consumes it.',
    });
    this.#listenToAlarms();
  }

  /** CloudWatch alarms come by the bus: no webhook, no signature, no subscription to confirm. */
  #listenToAlarms(): void {
    new Rule(this, 'AlarmStateChanged', {
      description:
        'CloudWatch alarms of this account, except those that watch a Firebreak, of whatever stage',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ 'anything-but': { prefix: ownPrefix } }] },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.undelivered })],
    });
  }
}
