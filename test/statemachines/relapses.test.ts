import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

/** Plays a scenario until its incident is closed. */
async function closed(scenario: string): Promise<IncidentWorld> {
  const played = await incidentWorld({ scenario });
  world = played;
  await played.passUntil(['awaiting-approval'], 30);
  await played.decide('approve');
  await played.passUntil(['closed'], 60);
  expect((await played.incident()).status).toBe('closed');
  return played;
}

const checks = async (played: IncidentWorld, id: string) =>
  (await played.incidents.readRecord(id))?.entries
    .filter(({ kind }) => kind === 'relapse.checked')
    .map(({ data }) => data);

describe('after closing', () => {
  it('an incident that comes back is opened again, linked, an hour later, though no alert tells it', async () => {
    const played = await closed('creeping-relapse');
    const first = await played.incident();
    await played.pass(75);
    expect(await checks(played, first.id)).toEqual([{ hours: 1, state: 'relapsed' }]);
    const { incidents } = await played.incidents.listIncidents({ status: 'all', limit: 10 });
    expect(incidents).toHaveLength(2);
    expect(incidents[0]).toMatchObject({ reopens: first.id, service: 'checkout' });
    expect(played.problems()).toEqual([]);
    // The linked one ends, too: with people, or closed.
    await played.passUntil(['handed-over', 'closed'], 120);
    expect(['handed-over', 'closed']).toContain((await played.incident()).status);
  }, 240_000);

  it('an incident that holds is left alone', async () => {
    const played = await closed('bad-deploy');
    const first = await played.incident();
    await played.pass(65);
    expect(await checks(played, first.id)).toEqual([{ hours: 1, state: 'holds' }]);
    expect((await played.incidents.listIncidents({ status: 'all', limit: 10 })).incidents).toHaveLength(1);
    expect(played.problems()).toEqual([]);
  }, 240_000);
});
