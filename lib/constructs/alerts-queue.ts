import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { longestMessageBytes } from '../../lambdas/ports/alert-queue.ts';

export interface AlertsQueueProps {
  /** Timeout of correlate-alerts. */
  readonly consumerTimeout: Duration;
  /** Alarms with this prefix watch Firebreak itself and must not open incidents in it. */
  readonly ownAlarmPrefix: string;
}

/** Where every accepted delivery waits, with the queue for what five tries could not process. */
export class AlertsQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumerTimeout, ownAlarmPrefix }: AlertsQueueProps) {
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
      // Six times the consumer's timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    this.#listenToAlarms(ownAlarmPrefix);
  }

  /** CloudWatch alarms come by the bus: no webhook, no signature, no subscription to confirm. */
  #listenToAlarms(ownAlarmPrefix: string): void {
    new Rule(this, 'AlarmStateChanged', {
      description: 'CloudWatch alarms of this account, except those that watch Firebreak itself',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ 'anything-but': { prefix: ownAlarmPrefix } }] },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
  }
}
