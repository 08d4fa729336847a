import { localArn } from '../../../cloud/state/local-account.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** What UpdateSchedule replaces, with AWS's names. Times are epoch seconds. */
export interface ScheduleDefinition {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: string;
  readonly FlexibleTimeWindow: Readonly<Record<string, unknown>>;
  readonly Target: Readonly<Record<string, unknown>> & { readonly Arn: string; readonly RoleArn: string };
  readonly ActionAfterCompletion: string;
  readonly Description?: string | undefined;
  readonly StartDate?: number | undefined;
  readonly EndDate?: number | undefined;
  readonly KmsKeyArn?: string | undefined;
}

export interface StoredSchedule {
  readonly group: string;
  readonly name: string;
  readonly createdAt: string;
  definition: ScheduleDefinition;
  /** Expressions and since when, oldest first; null while it is disabled. */
  readonly history: { readonly expression: string | null; readonly at: string }[];
}

export interface SchedulerState {
  readonly schedules: StoredSchedule[];
}

export function seedScheduler({ schedules }: Scenario, startedAtMs: number): SchedulerState {
  const createdAt = new Date(startedAtMs - 86_400_000).toISOString();
  return {
    schedules: schedules.map(({ group, name, expression, role }) => ({
      group,
      name,
      createdAt,
      definition: {
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: 'Europe/Berlin',
        State: 'ENABLED',
        Description: `Starts ${name}.`,
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
        Target: {
          Arn: localArn('lambda', `function:${name}`),
          RoleArn: `arn:aws:iam::000000000000:role/${role}`,
          Input: '{"for":"everybody"}',
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 2 },
        },
        ActionAfterCompletion: 'NONE',
      },
      history: [{ expression, at: createdAt }],
    })),
  };
}

export function findSchedule(
  { schedules }: SchedulerState,
  name: string,
  group?: string,
): StoredSchedule | undefined {
  return schedules.find((one) => one.name === name && (group === undefined || one.group === group));
}

export function defineSchedule(schedule: StoredSchedule, definition: ScheduleDefinition, atMs: number): void {
  schedule.definition = definition;
  const { State, ScheduleExpression } = definition;
  const expression = State === 'DISABLED' ? null : ScheduleExpression;
  schedule.history.push({ expression, at: new Date(atMs).toISOString() });
}
