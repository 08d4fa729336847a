import { afterEach, expect, it } from '@jest/globals';
import { scheduler } from '../../../local/world/services/scheduler/scheduler.ts';
import { findSchedule } from '../../../local/world/services/scheduler/scheduler-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
afterEach(() => world.stop());

it('a schedule that starts a job far too often is disabled once somebody approves, and keeps its definition', async () => {
  world = await incidentWorld({ scenario: 'runaway-schedule' });
  await world.pass(6);
  const definition = () => findSchedule(world.account.stateOf(scheduler), 'shipping-manifests')?.definition;
  const before = definition();
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
  await world.decide('approve');
  expect(definition()).toEqual({ ...before, State: 'DISABLED' });
  await world.pass(14);
  const { incident, debts } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(debts).toMatchObject([
    { resource: 'scheduler-schedule:default:shipping-manifests', status: 'open' },
  ]);
  expect(world.problems()).toEqual([]);
}, 60_000);
