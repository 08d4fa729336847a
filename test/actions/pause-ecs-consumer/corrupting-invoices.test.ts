import { afterEach, expect, it } from '@jest/globals';
import { applicationAutoScaling } from '../../../local/world/services/application-auto-scaling/application-auto-scaling.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { writerIn } from './bench.ts';

let world: IncidentWorld;
afterEach(() => world.stop());

it('tasks that write wrong invoices are ended once somebody approves, and nothing starts others', async () => {
  world = await incidentWorld({ scenario: 'corrupting-invoices' });
  await world.pass(5);
  const desired = () => writerIn(world.account).desired.at(-1)?.count;
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'invoices' });
  expect(desired()).toBe(4);
  await world.decide('approve');
  await world.pass(12);
  expect(desired()).toBe(0);
  expect(world.account.stateOf(applicationAutoScaling).targets).toMatchObject([
    { minCapacity: 0, maxCapacity: 8, suspended: { DynamicScalingOutSuspended: true } },
  ]);
  const { incident, debts } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(debts).toMatchObject([{ status: 'open', owner: 'chris', expiresAt: null }]);
  expect(world.problems()).toEqual([]);
}, 60_000);
