import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { iam } from '../../../local/world/services/iam/iam.ts';
import { findKey } from '../../../local/world/services/iam/iam-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'leaked-key' });
  await world.pass(6);
});
afterEach(() => world.stop());

const status = () => findKey(world.account.stateOf(iam), 'AKIAIOSFODNN7EXAMPLE')?.status;

describe('an access key that somebody else uses', () => {
  it('is deactivated once one of those approves who decide about security, and what it did ends', async () => {
    expect(await world.incident()).toMatchObject({
      status: 'awaiting-approval',
      service: 'partners',
      sensitive: true,
    });
    expect(status()).toBe('Active');
    await world.decide('approve', 'dana');
    expect(status()).toBe('Inactive');
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: expect.stringContaining('partner-export'), status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
