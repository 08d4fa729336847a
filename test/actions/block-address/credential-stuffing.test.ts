import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { wafv2 } from '../../../local/world/services/wafv2/wafv2.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'credential-stuffing' });
  await world.pass(6);
});
afterEach(() => world.stop());

const blocked = () => world.account.stateOf(wafv2).ipSets[0]?.addresses;

describe('one address that tries passwords', () => {
  it('is blocked once somebody who decides about security approves, until the block ends by itself', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'partners' });
    expect(blocked()).toEqual([]);
    await world.decide('approve', 'emil');
    expect(blocked()).toEqual(['203.0.113.77/32']);
    await world.pass(16);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ action: 'block-address', status: 'open' }]);
    expect(Date.parse(debts[0]?.expiresAt ?? '')).toBeGreaterThan(Date.parse(debts[0]?.createdAt ?? ''));
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
