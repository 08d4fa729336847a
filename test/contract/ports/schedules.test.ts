import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSchedulerSchedules } from '../../../lambdas/adapters/aws/workflow/scheduler-schedules.ts';
import type { Schedules } from '../../../lambdas/ports/schedules.ts';
import { createInMemorySchedules } from '../../../local/rehearsal/memory/in-memory-schedules.ts';
import { localAws } from '../../support/servers/local-aws.ts';
import { type SchedulerServer, startSchedulerServer } from '../../support/servers/scheduler-server.ts';

const target = {
  group: 'firebreak-test',
  functionArnPrefix: 'arn:aws:lambda:us-east-1:000000000000:function:firebreak-test-',
  roleArn: 'arn:aws:iam::000000000000:role/firebreak-test-scheduler',
};

let server: SchedulerServer;
beforeAll(async () => {
  server = await startSchedulerServer();
});
afterAll(async () => {
  await server.stop();
});

describe.each([
  {
    name: 'in memory',
    create: () => {
      const schedules = createInMemorySchedules();
      return { schedules, list: () => schedules.list() };
    },
  },
  {
    name: 'on EventBridge Scheduler',
    create: () => ({
      schedules: createSchedulerSchedules(localAws({ SCHEDULER: server.url }), target),
      list: () =>
        server.schedules().map(({ Name, EndDate, Target }) => ({
          name: Name,
          call: {
            function: Target.Arn.slice(target.functionArnPrefix.length),
            payload: JSON.parse(Target.Input),
          },
          until: new Date(EndDate * 1000),
        })),
    }),
  },
])('schedules $name', ({ create }) => {
  const name = 'watch-inc_01KATZ3V000000000000000001';
  const until = new Date('2026-11-23T02:09:00.000Z');
  const call = { function: 'watch-recovery', payload: { incidentId: 'inc_01KATZ3V000000000000000001' } };
  let schedules: Schedules;
  let list: () => readonly unknown[];
  beforeEach(async () => {
    ({ schedules, list } = create());
    await schedules.remove(name);
  });

  it('exist once, however often they are asked for', async () => {
    await schedules.everyMinute(name, call, until);
    await schedules.everyMinute(name, call, until);
    expect(list()).toEqual([{ name, call, until }]);
  });

  it('take the end of the last wait, when one is left from an earlier one', async () => {
    const later = new Date('2026-11-23T02:20:00.000Z');
    await schedules.everyMinute(name, call, until);
    await schedules.everyMinute(name, call, later);
    expect(list()).toEqual([{ name, call, until: later }]);
  });

  it('are removed as often as one likes', async () => {
    await schedules.everyMinute(name, call, until);
    await schedules.remove(name);
    await schedules.remove(name);
    expect(list()).toEqual([]);
  });
});

it('asks the scheduler for one call at one time, and for none when that is removed', async () => {
  const schedules = createSchedulerSchedules(localAws({ SCHEDULER: server.url }), target);
  const call = { function: 'check-relapse', payload: { hours: 1 } };
  for (const _ of [1, 2]) await schedules.once('relapse', call, new Date('2026-11-23T03:09:00.400Z'));
  expect(server.schedules().filter(({ Name }) => Name === 'relapse')).toMatchObject([
    {
      ScheduleExpression: 'at(2026-11-23T03:09:00)',
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: `${target.functionArnPrefix}check-relapse`,
        Input: '{"hours":1}',
        RetryPolicy: { MaximumRetryAttempts: 5 },
      },
    },
  ]);
  await schedules.remove('relapse');
  expect(server.schedules().filter(({ Name }) => Name === 'relapse')).toEqual([]);
});

it('asks the scheduler for a schedule that calls the function and ends itself', async () => {
  const schedules = createSchedulerSchedules(localAws({ SCHEDULER: server.url }), target);
  await schedules.everyMinute(
    'watch',
    { function: 'watch-recovery', payload: {} },
    new Date('2026-11-23T02:09:00.400Z'),
  );
  expect(server.schedules()).toMatchObject([
    {
      GroupName: 'firebreak-test',
      ScheduleExpression: 'rate(1 minute)',
      EndDate: Date.parse('2026-11-23T02:09:01Z') / 1000,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: `${target.functionArnPrefix}watch-recovery`, RoleArn: target.roleArn },
    },
  ]);
});
