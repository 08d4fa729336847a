import { afterEach, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { mappingIn } from '../pause-consumer/bench.ts';

let world: IncidentWorld;
afterEach(() => world.stop());

it('an import that takes all capacity is slowed down once somebody approves', async () => {
  world = await incidentWorld({ scenario: 'import-backlog' });
  await world.pass(5);
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'ledger' });
  await world.decide('approve');
  await world.pass(12);
  expect(mappingIn(world.account).settings.at(-1)).toMatchObject({ enabled: true, maximumConcurrency: 2 });
  const { incident, debts } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(debts).toMatchObject([{ status: 'open', owner: 'chris', expiresAt: expect.any(String) }]);
  expect(world.problems()).toEqual([]);
}, 60_000);
