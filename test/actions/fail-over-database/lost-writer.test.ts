import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rds } from '../../../local/world/services/rds/rds.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'lost-writer' });
  await world.pass(6);
});
afterEach(() => world.stop());

const writers = () => world.account.stateOf(rds).clusters[0]?.history.map(({ writer }) => writer);

describe('a database whose writer hangs', () => {
  it('fails over once, to the instance that policy names, when somebody approves, and writes succeed', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'members' });
    expect(writers()).toEqual(['members-1']);
    await world.decide('approve');
    await world.pass(16);
    expect(writers()).toEqual(['members-1', 'members-2']);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: 'aurora-cluster:members:members-2', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
