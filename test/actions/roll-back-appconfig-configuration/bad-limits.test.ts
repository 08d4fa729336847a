import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import { findEnvironment } from '../../../local/world/services/appconfig/appconfig-state.ts';
import { effectiveDeployment } from '../../../local/world/services/appconfig/deployment-progress.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-limits' });
  await world.pass(5);
});
afterEach(() => world.stop());

function versionInEffect(): number | undefined {
  const environment = findEnvironment(world.account.stateOf(appConfig), 'shippg1', 'prod1');
  return environment && effectiveDeployment(environment, 'limits', Number.POSITIVE_INFINITY)?.version;
}

describe('limits that are far too small', () => {
  it('are rolled back once somebody approves, and stay on the books', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
    expect(versionInEffect()).toBe(2);
    await world.decide('approve');
    expect(versionInEffect()).toBe(1);
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'appconfig-configuration:shippg1:prod1:limits', status: 'open' },
    ]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
