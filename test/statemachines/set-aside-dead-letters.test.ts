import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

/** Until something is asked, or it is over. */
async function passUntil(incident: IncidentWorld, statuses: readonly string[]): Promise<void> {
  for (let minute = 0; minute < 30; minute += 1) {
    await incident.pass(1);
    const { status } = await incident.incident().catch(() => ({ status: 'none' }));
    if (statuses.includes(status)) return;
  }
}

describe('a batch of messages that nobody can read', () => {
  it('is set aside once a person agreed, told of in the evidence, and left to its owner', async () => {
    world = await incidentWorld({ scenario: 'poison-batch' });
    await passUntil(world, ['awaiting-approval']);
    await world.decide('approve');
    await passUntil(world, ['closed', 'handed-over']);
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
