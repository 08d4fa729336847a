import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LoopbackServer } from '../../../local/cloud/http/loopback-server.ts';
import { Scheduler } from '../../../local/cloud/scheduler.ts';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';

const START = Date.parse('2026-11-01T02:00:00.000Z');
const MINUTE = 60_000;

describe('the local Scheduler', () => {
  let folder: string;
  let clock: VirtualClock;
  let fired: unknown[];
  let isShort: boolean;
  let server: LoopbackServer;
  let scheduler: Scheduler;

  const start = async (at: number): Promise<void> => {
    clock = new VirtualClock(at);
    scheduler = new Scheduler(
      clock,
      new StateDirectory(folder),
      async (arn, input) => fired.push([arn, input]),
      () => isShort,
    );
    server = await scheduler.serve();
    scheduler.resume();
  };
  const create = (name: string, endsAt: number, method: 'POST' | 'PUT' = 'POST'): Promise<Response> =>
    fetch(`${server.url}/schedules/${name}`, {
      method,
      body: JSON.stringify({
        GroupName: 'checks',
        ScheduleExpression: 'rate(1 minute)',
        EndDate: endsAt / 1000,
        Target: { Arn: 'watch', RoleArn: 'role', Input: '{"incidentId":"inc_1"}' },
      }),
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
    fired = [];
    isShort = false;
    await start(START);
  });
  afterEach(async () => {
    scheduler.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('calls the target every minute until the end', async () => {
    expect((await create('watch-1', START + 3 * MINUTE)).status).toBe(200);
    await clock.advanceTo(START + 10 * MINUTE);
    expect(fired).toEqual([1, 2, 3].map(() => ['watch', { incidentId: 'inc_1' }]));
  });

  it('refuses a second schedule of the same name, and forgets one that is deleted', async () => {
    await create('watch-1', START + 9 * MINUTE);
    expect((await create('watch-1', START + 9 * MINUTE)).status).toBe(409);
    const path = `${server.url}/schedules/watch-1?groupName=checks`;
    expect((await fetch(path, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(path, { method: 'DELETE' })).status).toBe(404);
    await clock.advanceTo(START + 5 * MINUTE);
    expect(fired).toEqual([]);
  });

  it('takes a new end when it is updated, and goes on at its minute', async () => {
    expect((await create('watch-1', START + 5 * MINUTE, 'PUT')).status).toBe(404);
    await create('watch-1', START + 2 * MINUTE);
    await clock.advanceTo(START + 1.5 * MINUTE);
    expect((await create('watch-1', START + 4 * MINUTE, 'PUT')).status).toBe(200);
    await clock.advanceTo(START + 10 * MINUTE);
    expect(fired).toHaveLength(4);
  });

  it('goes on after a restart', async () => {
    await create('watch-1', START + 9 * MINUTE);
    scheduler.stop();
    await server.stop();
    await start(START + 4 * MINUTE);
    await clock.advanceTo(START + 6 * MINUTE);
    expect(fired.length).toBeGreaterThanOrEqual(2);
  });

  it('makes a call of one time once there is room again', async () => {
    await fetch(`${server.url}/schedules/relapse-1`, {
      method: 'POST',
      body: JSON.stringify({
        GroupName: 'checks',
        ScheduleExpression: 'at(2026-11-01T02:02:00)',
        Target: { Arn: 'relapse', RoleArn: 'role', Input: '{"hours":1}' },
      }),
    });
    isShort = true;
    await clock.advanceTo(START + 4.5 * MINUTE);
    expect(fired).toEqual([]);
    isShort = false;
    await clock.advanceTo(START + 9 * MINUTE);
    expect(fired).toEqual([['relapse', { hours: 1 }]]);
  });
});
