import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { remedies } from '../../../local/world/services/remedies/remedies.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'lost-feeds' });
  await world.pass(5);
}, 60_000);
afterEach(() => world.stop());

const runs = () => world.account.stateOf(remedies).runs;

describe('what feeds cannot do without', () => {
  it('is done without once somebody approves, and requests succeed again', async () => {
    const asked = await world.incident();
    expect(asked).toMatchObject({ status: 'awaiting-approval', service: 'feeds' });
    expect(asked.assessment?.plan.steps).toMatchObject([{ action: 'run-automation', risk: 'reversible' }]);
    expect(runs()).toEqual([]);
    await world.decide('approve');
    await world.pass(15);
    expect(runs()).toMatchObject([{ name: 'feeds-elsewhere', on: true }]);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'ssm-automation:Shop-FeedsElsewhere:3:Mode=replica', status: 'open', isReversible: true },
    ]);
    expect(world.problems()).toEqual([]);
  }, 60_000);
});
