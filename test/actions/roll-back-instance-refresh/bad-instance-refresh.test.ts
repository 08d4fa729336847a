import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { autoScaling } from '../../../local/world/services/auto-scaling/auto-scaling.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-instance-refresh' });
  await world.pass(8);
});
afterEach(() => world.stop());

const rolledBackAt = () => world.account.stateOf(autoScaling).groups[0]?.refreshes[0]?.rolledBackAt;

it('an instance refresh that breaks the service is rolled back once somebody approves', async () => {
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'tickets' });
  const { incident: open } = await world.record();
  expect(open.assessment?.plan.steps).toMatchObject([
    { action: 'roll-back-instance-refresh', params: { group: 'tickets', fromVersion: '2', toVersion: '1' } },
  ]);
  expect(rolledBackAt()).toBeNull();
  await world.decide('approve');
  await world.pass(20);
  expect(rolledBackAt()).not.toBeNull();
  const { incident, steps } = await world.record();
  expect(steps[0]?.settling).toMatchObject({ settled: true });
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(world.problems()).toEqual([]);
}, 60_000);
