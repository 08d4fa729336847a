import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'agent-provider-outage' });
  await world.pass(5);
}, 60_000);
afterEach(() => world.stop());

const fallback = () => world.account.flagShareAt('fallback-model', Date.UTC(2026, 10, 23, 3));

describe('an outage of the model provider', () => {
  it('is gone around by the fallback flag once somebody approves, and runs succeed again', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'agents' });
    expect(fallback()).toBe(0);
    await world.decide('approve');
    await world.pass(12);
    expect(fallback()).toBe(1);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'appconfig-flag:agents1:prod1:flags:fallback-model', status: 'open' },
    ]);
    expect(world.problems()).toEqual([]);
  }, 60_000);
});
