import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { launchDarkly } from '../../../local/world/services/launchdarkly/launchdarkly.ts';
import { findFlag } from '../../../local/world/services/launchdarkly/launchdarkly-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let bad: IncidentWorld;
beforeEach(async () => {
  bad = await incidentWorld({ scenario: 'bad-launchdarkly-flag' });
  await bad.pass(5);
}, 60_000);
afterEach(() => bad.stop());

describe('a flag at LaunchDarkly that turns on something bad', () => {
  it('is the suspect, is switched off once somebody approves, and the service recovers', async () => {
    const isOn = () => findFlag(bad.account.stateOf(launchDarkly), { flag: 'photo-reviews' })?.on;
    const found = await bad.incident();
    expect(found).toMatchObject({ status: 'awaiting-approval', service: 'reviews' });
    expect(found.assessment?.suspects[0]?.changeId).toContain('launchdarkly-flag:app.launchdarkly.com:shop');
    expect(isOn()).toBe(true);
    await bad.decide('approve');
    await bad.pass(10);
    expect(isOn()).toBe(false);
    const { incident, debts, steps } = await bad.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'launchdarkly-flag:app.launchdarkly.com:shop:production:photo-reviews', status: 'open' },
    ]);
    expect(steps[0]?.result?.calls).toMatchObject([
      { command: expect.stringMatching(/^curl --request PATCH .*turnFlagOff/), fault: null },
    ]);
    expect(bad.problems()).toEqual([]);
  }, 60_000);
});
