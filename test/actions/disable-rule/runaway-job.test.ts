import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventBridge } from '../../../local/world/services/eventbridge/eventbridge.ts';
import { findRule } from '../../../local/world/services/eventbridge/eventbridge-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'runaway-job' });
  await world.pass(6);
});
afterEach(() => world.stop());

const state = () => findRule(world.account.stateOf(eventBridge), 'default', 'shipping-reconcile')?.state;

describe('a job that runs far too often', () => {
  it('is started no more once somebody approves, and the capacity is free again', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
    expect(state()).toBe('ENABLED');
    await world.decide('approve');
    expect(state()).toBe('DISABLED');
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'eventbridge-rule:default:shipping-reconcile', status: 'open' },
    ]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
