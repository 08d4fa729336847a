import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { iam } from '../../../local/world/services/iam/iam.ts';
import { findRole } from '../../../local/world/services/iam/iam-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'stolen-session' });
  await world.pass(6);
});
afterEach(() => world.stop());

const revoked = () => findRole(world.account.stateOf(iam), 'partners-reports')?.history.at(-1)?.revokedBefore;

describe('a session of a role that somebody else has', () => {
  it('is revoked once two who decide about security agree, and what it did ends', async () => {
    expect(await world.incident()).toMatchObject({
      status: 'awaiting-approval',
      service: 'partners',
      sensitive: true,
    });
    await world.decide('approve', 'dana');
    expect(revoked()).toBeNull();
    await world.decide('approve', 'emil');
    expect(Date.parse(revoked() ?? '')).toBeGreaterThan(Date.UTC(2026, 10, 23, 2, 0));
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: 'iam-role:service/partners-reports', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
