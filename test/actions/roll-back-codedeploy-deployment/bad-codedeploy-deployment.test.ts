import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeDeploy } from '../../../local/world/services/codedeploy/codedeploy.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-codedeploy-deployment' });
  await world.pass(5);
});
afterEach(() => world.stop());

const deployments = () => world.account.stateOf(codeDeploy).deployments;

describe('a bad revision that CodeDeploy brought', () => {
  it('is replaced by the one before once somebody approves', async () => {
    const { assessment, status } = await world.incident();
    expect(status).toBe('awaiting-approval');
    expect(assessment?.plan.steps).toMatchObject([{ action: 'roll-back-codedeploy-deployment' }]);
    await world.decide('approve');
    expect(deployments()).toHaveLength(3);
    expect(deployments()[2]?.revision).toEqual(deployments()[0]?.revision);

    await world.pass(14);
    const { incident, steps } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(steps[0]?.settling).toMatchObject({ settled: true });
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
