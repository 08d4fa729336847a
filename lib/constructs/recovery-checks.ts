import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { pascalCase, type ResourceNames } from '../functions/resource-names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { FirebreakFunction } from './firebreak-function.ts';

const judge = 'watch-recovery';

/** Schedules outside the executions: the checks of each incident, made at run time, and the ones that always run. */
export class RecoveryChecks extends Construct {
  readonly #role: Role;
  readonly #names: ResourceNames;
  readonly #group: ScheduleGroup;

  constructor(scope: Construct, id: string, names: ResourceNames) {
    super(scope, id);
    this.#names = names;
    this.#group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: names.scheduleGroup,
      // Kept, its name would stop the next deployment; with it go the checks, whose function goes too.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', {
      description: 'With which the scheduler calls the recovery checks and the sweep',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    this.#mayCall(this.#functionArn(judge));
  }

  /** Lets the schedules of an incident call what judges recovery, what sends its updates, what checks for a relapse, and actions, to see whether they have settled. */
  serve({ spec, lambda }: FirebreakFunction): void {
    if (spec.actionKind !== null) this.#mayCall(lambda.functionArn);
    const { kind } = spec.trigger;
    if (kind === 'incident-schedule' || kind === 'incident-time') this.#mayCall(this.#functionArn(spec.name));
    if (spec.name === judge || kind === 'incident-schedule') onceEvery(1, lambda);
  }

  /** Calls a function every so many minutes, for as long as it is deployed. */
  runEvery(minutes: number, { spec, lambda }: FirebreakFunction): void {
    this.#mayCall(lambda.functionArn);
    onceEvery(minutes, lambda);
    new CfnSchedule(this, pascalCase(spec.name), {
      name: this.#names.function(spec.name),
      groupName: this.#group.scheduleGroupName,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: this.#role.roleArn,
        retryPolicy: {
          maximumRetryAttempts: 0,
          maximumEventAgeInSeconds: 60 * Math.min(minutes, longestMinutes),
        },
      },
    });
  }

  /** Lets a function start the checks of an incident. */
  grantSchedule(lambda: LambdaFunction): void {
    this.#allow(lambda, ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule']);
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.#role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }

  /** Lets a function end the checks of an incident. */
  grantEnd(lambda: LambdaFunction): void {
    this.#allow(lambda, ['scheduler:DeleteSchedule']);
  }

  #allow(lambda: LambdaFunction, actions: string[]): void {
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.#names.scheduleGroup}/*`,
    });
    lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [schedules] }));
    acknowledgeWildcard(lambda.role ?? lambda, schedules, 'Checks are named by incidents, which come later.');
    lambda.addEnvironment('SCHEDULE_GROUP', this.#names.scheduleGroup);
    lambda.addEnvironment('FUNCTION_ARN_PREFIX', this.#functionArn(''));
    lambda.addEnvironment('SCHEDULER_ROLE_ARN', this.#role.roleArn);
  }

  #mayCall(functionArn: string): void {
    this.#role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    );
  }

  /** From the name: watch-recovery itself is granted this, and must not wait for itself. */
  #functionArn(name: string): string {
    return Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: this.#names.function(name),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

/** An event is kept no longer. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const longestMinutes = 360;

/**
 * The next run makes up for a lost one. Lambda would repeat a failed one twice, at the same time as the next: where that is days away,
 * it does.
 */
function onceEvery(minutes: number, lambda: LambdaFunction): void {
  lambda.configureAsyncInvoke({
    retryAttempts: minutes > longestMinutes ? 2 : 0,
    maxEventAge: Duration.minutes(Math.min(minutes, longestMinutes)),
  });
}
