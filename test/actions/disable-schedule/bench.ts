import type { Account } from '../../../local/world/account.ts';
import { scheduler } from '../../../local/world/services/scheduler/scheduler.ts';
import {
  defineSchedule,
  findSchedule,
  type ScheduleDefinition,
  type StoredSchedule,
} from '../../../local/world/services/scheduler/scheduler-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { group: 'jobs', schedule: 'report', role: 'service-role/scheduler-jobs' };

function scheduleIn(account: Account): StoredSchedule {
  const found = findSchedule(account.stateOf(scheduler), target.schedule, target.group);
  if (found === undefined) throw new Error('The account has no such schedule');
  return found;
}

function redefine(account: Account, change: Partial<ScheduleDefinition>): void {
  const schedule = scheduleIn(account);
  defineSchedule(schedule, { ...schedule.definition, ...change }, now.getTime());
}

const scenario = aScenario({
  schedules: [{ group: 'jobs', name: 'report', expression: 'rate(5 minutes)', role: target.role }],
});

/** All of its definition is looked at: an update replaces it as a whole. */
export const bench: ActionBench = {
  scenario,
  now,
  seed: (account) => redefine(account, { EndDate: now.getTime() / 500 }),
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['group', { ...target, group: '' }],
    ['schedule', { ...target, schedule: 'a/b' }],
    ['role', { group: 'jobs', schedule: 'report' }],
  ],
  look: (account) => account.stateOf(scheduler).schedules.map(({ definition }) => definition),
  afterExecution: [
    {
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      State: 'DISABLED',
      Description: 'Starts report.',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
      Target: {
        Arn: 'arn:aws:lambda:us-east-1:000000000000:function:report',
        RoleArn: 'arn:aws:iam::000000000000:role/service-role/scheduler-jobs',
        Input: '{"for":"everybody"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 2 },
      },
      ActionAfterCompletion: 'NONE',
      EndDate: now.getTime() / 500,
    },
  ],
  settlesAfterMinutes: 0,
  interfere: (account) => redefine(account, { Description: 'Runs less often.' }),
  stale: {
    'the schedule is gone': (account) => void account.stateOf(scheduler).schedules.splice(0),
    'it is disabled already': (account) => redefine(account, { State: 'DISABLED' }),
    'it runs once': (account) => redefine(account, { ScheduleExpression: 'at(2026-03-02T00:00:00)' }),
    'it has ended': (account) => redefine(account, { EndDate: now.getTime() / 1000 - 1 }),
    'it has a start date': (account) => redefine(account, { StartDate: now.getTime() / 1000 - 60 }),
    'it has a role that policy does not name': (account) =>
      redefine(account, {
        Target: { ...scheduleIn(account).definition.Target, RoleArn: 'arn:aws:iam::000000000000:role/admin' },
      }),
  },
  otherPermissions: { 'iam:PassRole': 'asked for when a schedule that names a role is written' },
};
