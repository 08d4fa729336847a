import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

const asked = ['awaiting-approval', 'closed', 'handed-over'] as const;

async function rolledBack(): Promise<IncidentWorld> {
  world = await incidentWorld({ scenario: 'ledger-dead-letters' });
  await world.passUntil(asked, 20);
  await world.decide('approve');
  await world.passUntil(asked, 20);
  return world;
}

describe('dead letters of a bad deployment', () => {
  it('are put back once the rollback has helped, accounted for, and then the incident is closed', async () => {
    const incident = await rolledBack();
    expect(await incident.incident()).toMatchObject({ status: 'awaiting-approval', stepIndex: 1 });
    await incident.decide('approve');
    await incident.passUntil(asked, 120);
    const { incident: closed, steps, debts } = await incident.record();
    expect(steps[1]).toMatchObject({
      result: { outcome: 'done' },
      settling: { settled: true, text: expect.stringMatching(/none died again; none are in the queue now/) },
      verification: { verdict: { state: 'recovered' } },
    });
    expect(closed).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts.map(({ resource, status }) => `${resource.split(':')[0]} ${status}`).toSorted()).toEqual([
      'dead-letter-queue restored',
      'lambda-alias open',
    ]);
    expect(incident.problems()).toEqual([]);
  }, 120_000);

  it('stay when a person says no, and the incident is closed all the same', async () => {
    const incident = await rolledBack();
    await incident.decide('reject');
    await incident.passUntil(asked, 5);
    expect(await incident.incident()).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect((await incident.record()).steps[1]).toMatchObject({ lock: null });
  }, 120_000);

  it('are put back no further once a person has taken over', async () => {
    const incident = await rolledBack();
    await incident.decide('approve');
    await incident.pass(2);
    await incident.command('take-over');
    await incident.pass(3);
    expect((await incident.record()).steps[1]?.settling).toMatchObject({
      settled: true,
      text: expect.stringContaining('it was ended: Automation was stopped'),
    });
  }, 120_000);
});
