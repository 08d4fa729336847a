import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type RetryPolicy,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { ScheduledCall, Schedules } from '../../../ports/schedules.ts';

export interface SchedulerTarget {
  readonly group: string;
  /** What the ARN of each of Firebreak's functions begins with. */
  readonly functionArnPrefix: string;
  /** With which the scheduler may call them. */
  readonly roleArn: string;
}

/** A call that is made once is worth repeating: no later one makes up for it. */
const onceRetries: RetryPolicy = { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3600 };

/** EventBridge Scheduler: schedules that delete themselves at their end. */
export function createSchedulerSchedules(aws: AwsClients, target: SchedulerTarget): Schedules {
  const put = async (
    name: string,
    call: ScheduledCall,
    when: Pick<CreateScheduleCommandInput, 'ScheduleExpression' | 'EndDate'>,
    retries: RetryPolicy,
  ): Promise<void> => {
    const schedule: CreateScheduleCommandInput = {
      Name: name,
      GroupName: target.group,
      ...when,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: `${target.functionArnPrefix}${call.function}`,
        RoleArn: target.roleArn,
        Input: JSON.stringify(call.payload),
        RetryPolicy: retries,
      },
    };
    const client = aws.get(SchedulerClient);
    const created = client.send(new CreateScheduleCommand(schedule));
    // One of this name may be left from an earlier wait, with an earlier end.
    if ((await orOnFault(created, ['ConflictException'], null)) === null) {
      await client.send(new UpdateScheduleCommand(schedule));
    }
  };
  return {
    async everyMinute(name, call, until) {
      const EndDate = new Date(Math.ceil(until.getTime() / 1000) * 1000);
      // A missed check is not worth repeating: the next one is a minute away.
      const retries = { MaximumRetryAttempts: 0 };
      await put(name, call, { ScheduleExpression: 'rate(1 minute)', EndDate }, retries);
    },

    async once(name, call, at) {
      // In UTC, where no time zone is named.
      const ScheduleExpression = `at(${at.toISOString().slice(0, 19)})`;
      await put(name, call, { ScheduleExpression }, onceRetries);
    },

    async remove(name) {
      const command = new DeleteScheduleCommand({ Name: name, GroupName: target.group });
      await orOnFault(aws.get(SchedulerClient).send(command), ['ResourceNotFoundException'], null);
    },
  };
}
