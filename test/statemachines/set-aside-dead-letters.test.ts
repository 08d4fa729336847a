import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

describe('a batch of messages that nobody can read', () => {
  it('is set aside once a person agreed, told of in the evidence, and left to its owner', async () => {
    world = await incidentWorld({ scenario: 'poison-batch' });
    await world.passUntil(['awaiting-approval']);
    await world.decide('approve');
    await world.passUntil(['closed', 'handed-over']);
    const { incident, steps, debts, evidence } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(steps).toHaveLength(1);
    expect(steps[0]?.settling).toMatchObject({
      settled: true,
      text: expect.stringContaining('none are in the queue now'),
    });
    expect(debts).toMatchObject([{ status: 'open' }]);
    const letters = evidence.find(({ kind }) => kind === 'dead-letters');
    expect(letters).toMatchObject({ queues: [{ queue: 'ledger-dlq', groups: [{ class: 'schema' }] }] });
    expect(world.problems()).toEqual([]);
  }, 120_000);
});
