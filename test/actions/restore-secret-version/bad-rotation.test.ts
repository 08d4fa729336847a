import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretsManager } from '../../../local/world/services/secrets-manager/secrets-manager.ts';
import {
  findSecret,
  versionId,
} from '../../../local/world/services/secrets-manager/secrets-manager-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

const name = 'shipping/carrier-api';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-rotation' });
  await world.pass(5);
});
afterEach(() => world.stop());

const current = () => findSecret(world.account.stateOf(secretsManager), name)?.labels['AWSCURRENT'];

describe('a rotation whose new key is refused', () => {
  it('is undone once somebody approves, and judged once applications had time to read the key again', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
    expect(current()).toBe(versionId(name, 1));
    await world.decide('approve');
    expect(current()).toBe(versionId(name, 0));
    await world.pass(5);
    expect((await world.incident()).status).toBe('verifying');
    await world.pass(15);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: `secret:${name}`, status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
