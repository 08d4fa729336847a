import { afterEach, expect, it } from '@jest/globals';
import { arcZonalShift } from '../../../local/world/services/arc-zonal-shift/arc-zonal-shift.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
afterEach(() => world.stop());

it('a zone that fails requests gets none once somebody approves, and the others serve all', async () => {
  world = await incidentWorld({ scenario: 'impaired-zone' });
  await world.pass(6);
  const shifts = () => world.account.stateOf(arcZonalShift).resources.flatMap((resource) => resource.shifts);
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'catalog' });
  expect(shifts()).toEqual([]);
  await world.decide('approve');
  expect(shifts()).toMatchObject([{ awayFrom: 'euw1-az2', cancelledAt: null }]);
  await world.pass(20);
  const { incident, debts } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(debts).toMatchObject([
    { status: 'open', owner: 'ben', expiresAt: expect.any(String), capacityPercent: 34 },
  ]);
  expect(world.problems()).toEqual([]);
}, 60_000);
