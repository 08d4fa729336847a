import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findEcsService, findTaskDefinition } from '../../../local/world/services/ecs/ecs-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-ecs-deploy' });
  await world.pass(5);
});
afterEach(() => world.stop());

const deployed = () =>
  findEcsService(world.account.stateOf(ecs), 'storefront')?.deployments.at(-1)?.taskDefinition;

describe('a bad deployment that has finished', () => {
  it('is rolled back once somebody approves, and judged from when the earlier tasks run', async () => {
    const { assessment, status } = await world.incident();
    expect(status).toBe('awaiting-approval');
    expect(assessment?.plan.steps).toMatchObject([
      {
        action: 'roll-back-ecs-service',
        params: { fromTaskDefinition: 'storefront:13', toTaskDefinition: 'storefront:12' },
      },
    ]);
    await world.decide('approve');
    expect(deployed()).toBe('storefront:12');
    expect((await world.record()).steps[0]?.settling).toMatchObject({ settled: false });

    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: 'ecs-service:shop:storefront', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);

  it('is left to people when there is nothing safe to go back to', async () => {
    const earlier = findTaskDefinition(world.account.stateOf(ecs), 'storefront:12');
    if (earlier !== undefined) earlier.status = 'INACTIVE';
    await world.decide('approve');
    await world.pass(1);
    expect(deployed()).toBe('storefront:13');
    expect((await world.incident()).status).toBe('handed-over');
    expect((await world.record()).steps[0]?.result?.outcome).toBe('stale');
  }, 30_000);
});
