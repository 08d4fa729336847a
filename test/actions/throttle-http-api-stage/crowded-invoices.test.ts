import { afterEach, expect, it } from '@jest/globals';
import { apiGateway } from '../../../local/world/services/api-gateway/api-gateway.ts';
import { findHttpStage } from '../../../local/world/services/api-gateway/api-gateway-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
afterEach(() => world.stop());

it('an HTTP API that gets several times the usual traffic is throttled to about the usual', async () => {
  world = await incidentWorld({ scenario: 'crowded-invoices' });
  await world.pass(6);
  const limit = () =>
    findHttpStage(world.account.stateOf(apiGateway), 'inv01c3api', '$default')?.settings.ThrottlingRateLimit;
  expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'invoices' });
  expect(limit()).toBe(10_000);
  await world.decide('approve');
  expect(limit()).toBeGreaterThan(4);
  expect(limit()).toBeLessThan(10);
  await world.pass(14);
  const { incident, debts } = await world.record();
  expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
  expect(debts).toMatchObject([{ resource: 'http-api-stage:inv01c3api:$default', status: 'open' }]);
  expect(world.problems()).toEqual([]);
}, 60_000);
