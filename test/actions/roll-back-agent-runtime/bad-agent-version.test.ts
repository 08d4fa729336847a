import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bedrockAgentCore } from '../../../local/world/services/bedrock-agentcore/bedrock-agentcore.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'bad-agent-version' });
  await world.pass(6);
});
afterEach(() => world.stop());

const version = () => world.account.stateOf(bedrockAgentCore).endpoints[0]?.history.at(-1)?.version;

describe('a bad version of an agent', () => {
  it('is rolled back once somebody approves, and runs succeed again', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'assistant' });
    expect(version()).toBe('7');
    await world.decide('approve');
    expect(version()).toBe('6');
    await world.pass(16);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'agent-runtime-endpoint:assistant-a1B2c3D4e5:live', status: 'open' },
    ]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
