import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findEcsService } from '../../../local/world/services/ecs/ecs-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-ecs-deploy-in-progress' });
  await world.pass(5);
});
afterEach(() => world.stop());

const suspect = () => findEcsService(world.account.stateOf(ecs), 'storefront')?.deployments.at(-1);

describe('a bad deployment that is still in progress', () => {
  it('is stopped once somebody approves, and judged from when ECS has gone back', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'storefront' });
    const { steps } = (await world.incident()).assessment?.plan ?? {};
    expect(steps).toMatchObject([
      {
        action: 'stop-ecs-deployment',
        risk: 'irreversible',
        params: { fromTaskDefinition: 'storefront:13', toTaskDefinition: 'storefront:12' },
      },
    ]);
    await world.decide('approve');
    expect(suspect()?.end).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    expect((await world.record()).steps[0]?.settling).toMatchObject({ settled: false });

    await world.pass(14);
    const { incident, debts, steps: done } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(done[0]?.settling).toMatchObject({ settled: true });
    expect(debts).toMatchObject([{ resource: 'ecs-service:shop:storefront', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);

  it('goes on when nobody lets it be stopped', async () => {
    await world.decide('reject');
    await world.pass(5);
    expect(suspect()?.end).toBeNull();
    expect((await world.incident()).status).toBe('handed-over');
  }, 30_000);
});
