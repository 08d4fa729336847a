import * as z from 'zod/mini';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { consolePage } from '../console-page.ts';
import { iamNameField } from '../iam-name.ts';
import { namedField } from '../named-field.ts';

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
const schema = z.strictObject({
  group: namedField(/^[A-Za-z0-9._-]{1,64}$/, 'must be the name of a schedule group, such as "default"'),
  schedule: namedField(/^[A-Za-z0-9._-]{1,64}$/, 'must be the name of a schedule, not its ARN'),
  role: iamNameField('role'),
});
export type SchedulerScheduleId = z.infer<typeof schema>;

/** A schedule of EventBridge Scheduler; `role` is the one that it calls its target with. */
export const schedulerSchedule: ResourceKind<SchedulerScheduleId, 'schedule' | 'role'> = {
  kind: 'scheduler-schedule',
  title: 'Schedule of EventBridge Scheduler',
  schema,
  name: ({ schedule }) => schedule,
  key: ({ group, schedule }) => `scheduler-schedule:${group}:${schedule}`,
  arns: ({ group, schedule, role }) => ({
    schedule: `arn:{partition}:scheduler:{region}:{account}:schedule/${group}/${schedule}`,
    role: `arn:{partition}:iam::{account}:role/${role}`,
  }),
  consoleUrl: ({ group, schedule }, region) =>
    consolePage(
      region,
      '/scheduler/home',
      `#schedules/${encodeURIComponent(group)}/${encodeURIComponent(schedule)}`,
    ),
  describe: ({ group, schedule }) => `schedule ${group}/${schedule}`,
};
