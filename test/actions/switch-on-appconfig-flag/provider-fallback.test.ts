import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => world?.stop());

describe('a model provider that fails or is slow', () => {
  it.each(['agent-provider-outage', 'agent-provider-slow'])(
    'is gone around by the fallback flag once somebody approves, and runs are well again: %s',
    async (scenario) => {
      world = await incidentWorld({ scenario });
      const { account } = world;
      const fallback = () => account.flagShareAt('fallback-model', Date.UTC(2026, 10, 23, 3));
      await world.pass(5);
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
    },
    60_000,
  );
});
