import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bedrockAgent } from '../../../local/world/services/bedrock-agent/bedrock-agent.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'runaway-agent' });
  await world.pass(6);
});
afterEach(() => world.stop());

const invocations = () => world.account.stateOf(bedrockAgent).aliases[0]?.invocations;

describe('an agent that goes round in circles', () => {
  it('is invoked no more once somebody approves, and the capacity is free again', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'assistant' });
    expect(invocations()).toBe('ACCEPT_INVOCATIONS');
    await world.decide('approve');
    expect(invocations()).toBe('REJECT_INVOCATIONS');
    await world.pass(14);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'bedrock-agent-alias:RESEARCH01:LIVEALIAS1', status: 'open', expiresAt: null },
    ]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
