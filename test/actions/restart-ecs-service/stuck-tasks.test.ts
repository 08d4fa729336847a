import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findEcsService } from '../../../local/world/services/ecs/ecs-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'stuck-tasks' });
  await world.pass(5);
});
afterEach(() => world.stop());

const deployments = () => findEcsService(world.account.stateOf(ecs), 'storefront')?.deployments ?? [];

describe('tasks that are stuck', () => {
  it('are replaced by new ones once somebody approves', async () => {
    const { assessment, status } = await world.incident();
    expect(status).toBe('awaiting-approval');
    expect(assessment?.plan.steps).toMatchObject([{ action: 'restart-ecs-service', risk: 'irreversible' }]);
    await world.decide('approve');
    expect(deployments().map(({ taskDefinition }) => taskDefinition)).toEqual([
      'storefront:12',
      'storefront:12',
    ]);

    await world.pass(14);
    const { incident, steps } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(steps[0]?.settling).toMatchObject({ settled: true });
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
