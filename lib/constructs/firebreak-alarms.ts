import { Duration, Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type AlarmSpec, functionAlarm, systemAlarms } from '../functions/alarm-list.ts';
import { pascalCase, type ResourceNames } from '../functions/resource-names.ts';
import type { AlertsQueue } from './alerts-queue.ts';
import type { FirebreakFunction } from './firebreak-function.ts';

const fiveMinutes = Duration.minutes(5);

export interface FirebreakAlarmsProps {
  readonly names: ResourceNames;
  /** Who is notified when Firebreak itself is broken; empty for nobody yet. */
  readonly email: string;
}

/** Alarms about Firebreak itself, by a way that does not depend on Firebreak. */
export class FirebreakAlarms extends Construct {
  readonly topic: Topic;
  readonly #names: ResourceNames;

  constructor(scope: Construct, id: string, { names, email }: FirebreakAlarmsProps) {
    super(scope, id);
    this.#names = names;
    this.topic = new Topic(this, 'Topic', { displayName: 'Firebreak has a problem', enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email !== '') this.topic.addSubscription(new EmailSubscription(email));
  }

  watchFunction({ spec, lambda }: FirebreakFunction): void {
    const alarm = functionAlarm(spec);
    if (alarm !== null) this.#raise(alarm, lambda.metricErrors({ period: fiveMinutes, statistic: 'sum' }));
  }

  watchQueues({ queue, deadLetters, undelivered }: AlertsQueue): void {
    this.#raise(
      systemAlarms['dead-letters'],
      deadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'max' }),
    );
    this.#raise(
      systemAlarms['events-undelivered'],
      undelivered.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'max' }),
    );
    this.#raise(
      systemAlarms['alerts-waiting'],
      queue.metricApproximateAgeOfOldestMessage({ period: fiveMinutes, statistic: 'max' }),
      { threshold: 300 },
    );
  }

  watchWorkflow(stateMachine: StateMachine): void {
    const sum = { period: fiveMinutes, statistic: 'sum' };
    this.#raise(
      systemAlarms['workflow-failing'],
      new MathExpression({
        // A sum with + has no point where one of its metrics has none.
        expression: 'SUM([failed, timedOut, aborted])',
        label: 'executions that failed',
        period: fiveMinutes,
        usingMetrics: {
          failed: stateMachine.metricFailed(sum),
          timedOut: stateMachine.metricTimedOut(sum),
          aborted: stateMachine.metricAborted(sum),
        },
      }),
    );
  }

  /** Silence is the failure: no data means that it does not run. */
  watchHeartbeat({ lambda }: FirebreakFunction): void {
    this.#raise(
      systemAlarms['sweep-silent'],
      lambda.metricInvocations({ period: fiveMinutes, statistic: 'sum' }),
      {
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
  }

  watchApi(api: RestApi): void {
    this.#raise(
      systemAlarms['api-failing'],
      api.metricServerError({ period: fiveMinutes, statistic: 'sum' }),
    );
  }

  #raise({ name, heading, impact }: AlarmSpec, metric: IMetric, overrides: Partial<AlarmProps> = {}): void {
    const alarm = new Alarm(this, pascalCase(name), {
      alarmName: `${this.#names.prefix}${name}`,
      alarmDescription: `${impact} What to do: docs/runbook.md#${heading}`,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...overrides,
    });
    const notify = new SnsAction(this.topic);
    alarm.addAlarmAction(notify);
    alarm.addOkAction(notify);
  }
}
