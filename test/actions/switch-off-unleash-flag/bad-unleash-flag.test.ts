import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unleash } from '../../../local/world/services/unleash/unleash.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let bad: IncidentWorld;
beforeEach(async () => {
  bad = await incidentWorld({ scenario: 'bad-unleash-flag' });
  await bad.pass(5);
}, 60_000);
afterEach(() => bad.stop());

describe('a flag at Unleash that turns on something bad', () => {
  it('is switched off once somebody approves, and the service recovers', async () => {
    const isOn = () => bad.account.stateOf(unleash).flags.map(({ on }) => on);
    expect(await bad.incident()).toMatchObject({ status: 'awaiting-approval', service: 'recommendations' });
    expect(isOn()).toEqual([true]);
    await bad.decide('approve');
    await bad.pass(10);
    expect(isOn()).toEqual([false]);
    const { incident } = await bad.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(bad.problems()).toEqual([]);
  }, 60_000);
});
