import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { FirebreakConfig } from '../config.ts';
import { FirebreakAlarms } from '../constructs/firebreak-alarms.ts';
import { FirebreakFunction } from '../constructs/firebreak-function.ts';
import { IncidentApi } from '../constructs/incident-api.ts';
import { IncidentWorkflow } from '../constructs/incident-workflow.ts';
import { MailEvents, mailConfigurationSets } from '../constructs/mail-events.ts';
import { RecoveryChecks } from '../constructs/recovery-checks.ts';
import type { DeployedChannel } from '../deployed-channels.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import { pascalCase, type ResourceNames } from '../functions/resource-names.ts';
import { type GrantContext, grants } from './function-grants.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface StatelessStackProps extends StackProps {
  readonly config: FirebreakConfig;
  readonly names: ResourceNames;
  readonly state: StatefulStack;
  readonly functions: readonly FunctionSpec[];
  readonly channels: readonly DeployedChannel[];
  readonly trackers: readonly DeployedChannel[];
  readonly statusPages: readonly DeployedChannel[];
  /** Directory with a bundle per handler. */
  readonly bundleDir: string;
}

/** Everything that can be thrown away and made again: functions, API, workflow, schedules, alarms. */
export class StatelessStack extends Stack {
  readonly #state: StatefulStack;
  readonly #api: IncidentApi;
  readonly #checks: RecoveryChecks;
  readonly #alarms: FirebreakAlarms;

  constructor(scope: Construct, id: string, props: StatelessStackProps) {
    super(scope, id, props);
    const { config, names, state, functions, channels, trackers, statusPages, bundleDir } = props;
    const {
      stage,
      requestsPerSecond,
      alarmEmail,
      reserveConcurrency,
      logRetentionDays: logRetention,
    } = config;
    this.#state = state;
    this.#api = new IncidentApi(this, 'Api', { names, stage, requestsPerSecond, logRetention });
    this.#checks = new RecoveryChecks(this, 'RecoveryChecks', names);
    this.#alarms = new FirebreakAlarms(this, 'Alarms', { names, email: alarmEmail });
    const consoleUrl = config.consoleUrl === '' ? this.#api.url : config.consoleUrl.replace(/\/+$/, '');
    const checks = this.#checks;
    const { evidenceKey } = config;
    const context: GrantContext = {
      state,
      checks,
      names,
      channels,
      trackers,
      statusPages,
      consoleUrl,
      evidenceKey,
    };

    for (const spec of functions) {
      const made = new FirebreakFunction(this, pascalCase(spec.name), {
        spec,
        names,
        stage,
        bundleDir,
        logRetention,
        reserveConcurrency,
      });
      for (const capability of spec.capabilities) grants[capability](made.lambda, context);
      this.#connect(made);
      made.allowStatements();
      this.#alarms.watchFunction(made);
    }
    for (const name of mailConfigurationSets(channels)) new MailEvents(this, 'MailEvents', name);
    const workflow = new IncidentWorkflow(this, 'IncidentResponse', { names, functions, logRetention });
    this.#alarms.watchWorkflow(workflow.stateMachine);
    this.#alarms.watchQueues(state.alerts);
    this.#alarms.watchApi(this.#api.api);
    new CfnOutput(this, 'Url', { value: consoleUrl, description: 'Base URL of alerts, pages and approvals' });
    new CfnOutput(this, 'AlarmTopic', { value: this.#alarms.topic.topicArn });
  }

  #connect(made: FirebreakFunction): void {
    const { trigger } = made.spec;
    switch (trigger.kind) {
      case 'http':
        for (const route of trigger.routes) this.#api.route(route, made);
        return;
      case 'queue':
        made.lambda.addEventSource(
          new SqsEventSource(this.#state.alerts.queue, {
            batchSize: trigger.batchSize,
            maxBatchingWindow: Duration.seconds(trigger.windowSeconds),
            // A storm waits in the queue instead of using up the account's concurrency.
            maxConcurrency: 10,
            reportBatchItemFailures: true,
          }),
        );
        return;
      case 'schedule':
        this.#checks.runEvery(trigger.everyMinutes, made);
        if (trigger.isHeartbeat === true) this.#alarms.watchHeartbeat(made);
        return;
      case 'event':
        new Rule(this, `${pascalCase(made.spec.name)}Events`, {
          eventPattern: { source: [trigger.source], detailType: [...trigger.detailTypes] },
          targets: [new LambdaFunction(made.lambda, { retryAttempts: 20, maxEventAge: Duration.hours(1) })],
        });
        return;
      case 'incident-schedule':
      case 'incident-time':
      case 'workflow':
        this.#checks.serve(made);
        return;
      default:
        trigger satisfies never;
    }
  }
}
