import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { apiGateway } from '../../../local/world/services/api-gateway/api-gateway.ts';
import { findStage } from '../../../local/world/services/api-gateway/api-gateway-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'crowded-shipping' });
  await world.pass(6);
});
afterEach(() => world.stop());

const settings = () => findStage(world.account.stateOf(apiGateway), 'sh1pp1ngap', 'live')?.settings;

describe('an API that gets several times the usual traffic', () => {
  it('is throttled to about the usual once somebody approves, and serves that', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
    expect(settings()).toBeNull();
    await world.decide('approve');
    expect(settings()?.throttlingRateLimit).toBeGreaterThan(10);
    expect(settings()?.throttlingRateLimit).toBeLessThan(20);
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: 'api-stage:sh1pp1ngap:live', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
