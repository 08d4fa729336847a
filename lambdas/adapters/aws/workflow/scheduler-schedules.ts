import type { AwsCaller } from '../../../ports/aws-caller.ts';
import type { Schedules } from '../../../ports/schedules.ts';
import { unexpectedResponse } from '../clients/aws-fault.ts';

export interface SchedulerTarget {
  readonly group: string;
  /** What the ARN of each of Firebreak's functions begins with. */
  readonly functionArnPrefix: string;
  /** With which the scheduler may call them. */
  readonly roleArn: string;
}

/** EventBridge Scheduler: one-minute schedules that delete themselves at their end. */
export function createSchedulerSchedules(aws: AwsCaller, target: SchedulerTarget): Schedules {
  const pathOf = (name: string) => `/schedules/${encodeURIComponent(name)}`;
  const send = (method: 'POST' | 'PUT', name: string, body: object) =>
    aws.call({
      service: 'scheduler',
      method,
      path: pathOf(name),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      repeatable: true,
    });

  return {
    async everyMinute(name, call, until) {
      const schedule = {
        GroupName: target.group,
        ScheduleExpression: 'rate(1 minute)',
        EndDate: Math.ceil(until.getTime() / 1000),
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
      const created = await send('POST', name, schedule);
      // One of this name may be left from an earlier wait, with an earlier end.
      const response = created.status === 409 ? await send('PUT', name, schedule) : created;
      if (response.status >= 300) throw unexpectedResponse(response, 'Scheduling the recovery checks');
    },

    async remove(name) {
      const path = `${pathOf(name)}?groupName=${encodeURIComponent(target.group)}`;
      const response = await aws.call({ service: 'scheduler', method: 'DELETE', path, repeatable: true });
      if (response.status >= 300 && response.status !== 404) {
        throw unexpectedResponse(response, 'Ending the recovery checks');
      }
    },
  };
}
