import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { wantedCapacity } from '../../../local/world/services/dynamodb/table-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { tableIn } from './bench.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'throttled-holds' });
  await world.pass(5);
});
afterEach(() => world.stop());

const units = () => wantedCapacity(tableIn(world.account), Number.POSITIVE_INFINITY);

it('a throttled table is switched to on demand once somebody approves, and the service recovers', async () => {
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'holds' });
  expect(units()).toMatchObject({ read: 70 });
  await world.decide('approve');
  await world.pass(14);
  expect(units()).toBeNull();
  const { incident, debts, steps } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(steps[0]?.settling).toMatchObject({ settled: true });
  expect(debts).toMatchObject([{ resource: 'dynamodb-table:holds', status: 'open' }]);
  expect(world.problems()).toEqual([]);
}, 60_000);
