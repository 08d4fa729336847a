import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudFormation } from '../../../local/world/services/cloudformation/cloudformation.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-stack-update' });
  await world.pass(5);
});
afterEach(() => world.stop());

const statuses = () =>
  world.account.stateOf(cloudFormation).stacks[0]?.events.map(({ status }) => status) ?? [];

describe('a bad update of a stack that is still in progress', () => {
  it('is cancelled once somebody approves, and judged from when the stack is rolled back', async () => {
    const { assessment, status } = await world.incident();
    expect(status).toBe('awaiting-approval');
    expect(assessment?.plan.steps).toMatchObject([{ action: 'cancel-stack-update', risk: 'irreversible' }]);
    await world.decide('approve');
    expect(statuses()).toContain('UPDATE_ROLLBACK_IN_PROGRESS');

    await world.pass(14);
    const { incident, steps } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(steps[0]?.settling).toMatchObject({ settled: true });
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
