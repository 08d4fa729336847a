import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import {
  autoScalingChangesIam,
  createAutoScalingChangesReader,
} from '../../../lambdas/evidence/changes/auto-scaling-changes-reader.ts';
import { autoScalingGroup } from '../../../lambdas/resources/auto-scaling-group.ts';
import { autoScaling } from '../../../local/world/services/auto-scaling/auto-scaling.ts';
import { findGroup, type Refresh } from '../../../local/world/services/auto-scaling/group-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const resource = aResource(autoScalingGroup, { group: 'tickets' });
const service = aService({ resources: [resource] });

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(refreshes: readonly Partial<Refresh>[]) {
  shop = await startTestAccount({
    scenario: aScenario({
      autoScalingGroups: [{ name: 'tickets', launchTemplate: 'tickets', min: 2, max: 6, desired: 4 }],
    }),
    nowMs: now.getTime(),
    seed(account) {
      const group = findGroup(account.stateOf(autoScaling), 'tickets');
      for (const [index, refresh] of refreshes.entries()) {
        group?.refreshes.push({
          id: `r${index + 1}`,
          fromVersion: String(index + 1),
          toVersion: String(index + 2),
          at: '2026-11-23T02:01:00.000Z',
          seconds: 1200,
          rolledBackAt: null,
          ...refresh,
        });
      }
    },
  });
  return shop;
}
const read = ({ aws }: TestAccount) => createAutoScalingChangesReader(aws).read({ service, startedAt, now });

describe('changes of Auto Scaling groups', () => {
  it('are instance refreshes, with the versions before and after, newest first', async () => {
    const found = await read(await start([{ at: '2026-11-22T20:00:00.000Z' }, {}]));
    expect(found).toEqual([
      {
        id: 'instance-refresh:tickets:r2',
        kind: 'instance-refresh',
        service: 'checkout',
        resource,
        summary: 'Instance refresh of tickets: launch template version 3 instead of 2, in progress (20 %)',
        at: '2026-11-23T02:01:00.000Z',
        actor: null,
        size: null,
        trackRecord: { changes: 1, harmful: 0 },
        before: '2',
        after: '3',
        deployment: { id: 'r2', inProgress: true },
        link: autoScalingGroup.consoleUrl(resource.id, service.region),
      },
      expect.objectContaining({
        // It has succeeded, and nobody knows any more what the group had before.
        before: null,
        after: '2',
        deployment: { id: 'r1', inProgress: false },
      }),
    ]);
  });

  it('say when one was reverted, which counts against the next', async () => {
    const reverted = { at: '2026-11-22T20:00:00.000Z', rolledBackAt: '2026-11-22T20:05:00.000Z' };
    const found = await read(await start([reverted, { toVersion: '9' }]));
    expect(found.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('version 9 instead of 1'),
      expect.stringMatching(/version 2 instead of 1, reverted$/),
    ]);
    expect(found[0]?.trackRecord).toEqual({ changes: 1, harmful: 1 });
  });

  it('are read with nothing but what the role permits, and leave out what is long past', async () => {
    const account = await start([{ at: '2026-11-01T00:00:00.000Z' }]);
    expect(await read(account)).toEqual([]);
    const allowed = autoScalingChangesIam([service]).flatMap(({ actions }) => actions);
    expect([...new Set(account.calls.map(({ operation }) => operation))].toSorted()).toEqual(
      allowed.toSorted(),
    );
    expect(autoScalingChangesIam([aService({ resources: [] })])).toEqual([]);
  });

  it('cannot be read when the group is gone, or AWS does not answer', async () => {
    const account = await start([]);
    account.account.stateOf(autoScaling).groups.splice(0);
    await expect(read(account)).rejects.toThrow(ConfigurationError);
    for (let time = 0; time < 4; time += 1) {
      account.inject({ operation: 'autoscaling:DescribeAutoScalingGroups', fault: 'failing' });
    }
    await expect(read(account)).rejects.toThrow(DependencyUnavailableError);
  });
});
