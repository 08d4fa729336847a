import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { Schedules } from '../../../ports/schedules.ts';

export interface SchedulerTarget {
  readonly group: string;
  /** What the ARN of each of Firebreak's functions begins with. */
  readonly functionArnPrefix: string;
  /** With which the scheduler may call them. */
  readonly roleArn: string;
}

/** EventBridge Scheduler: one-minute schedules that delete themselves at their end. */
export function createSchedulerSchedules(aws: AwsClients, target: SchedulerTarget): Schedules {
  return {
    async everyMinute(name, call, until) {
      const schedule: CreateScheduleCommandInput = {
        Name: name,
        GroupName: target.group,
        ScheduleExpression: 'rate(1 minute)',
        EndDate: new Date(Math.ceil(until.getTime() / 1000) * 1000),
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        // A missed check is not worth repeating: the next one is a minute away.
        Target: {
          Arn: `${target.functionArnPrefix}${call.function}`,
          RoleArn: target.roleArn,
          Input: JSON.stringify(call.payload),
          RetryPolicy: { MaximumRetryAttempts: 0 },
        },
      };
      const client = aws.get(SchedulerClient);
      const created = client.send(new CreateScheduleCommand(schedule));
      // One of this name may be left from an earlier wait, with an earlier end.
      if ((await orOnFault(created, ['ConflictException'], null)) === null) {
        await client.send(new UpdateScheduleCommand(schedule));
      }
    },

    async remove(name) {
      const command = new DeleteScheduleCommand({ Name: name, GroupName: target.group });
      await orOnFault(aws.get(SchedulerClient).send(command), ['ResourceNotFoundException'], null);
    },
  };
}
