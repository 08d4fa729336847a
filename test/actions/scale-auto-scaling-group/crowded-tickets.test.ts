import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { sizeAt } from '../../../local/world/services/auto-scaling/group-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { groupIn } from './bench.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'crowded-tickets' });
  await world.pass(5);
});
afterEach(() => world.stop());

const desired = () => sizeAt(groupIn(world.account), Number.POSITIVE_INFINITY).desired;

it('a crowded group is scaled out once somebody approves, and the service recovers', async () => {
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'tickets' });
  expect(desired()).toBe(4);
  await world.decide('approve');
  await world.pass(14);
  expect(desired()).toBe(8);
  const { incident, debts, steps } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(steps[0]?.settling).toMatchObject({ settled: true });
  expect(debts).toMatchObject([{ resource: 'auto-scaling-group:tickets', status: 'open' }]);
  expect(world.problems()).toEqual([]);
}, 60_000);
