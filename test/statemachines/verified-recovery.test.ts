import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

const over = ['closed', 'handed-over'] as const;

/** Plays a scenario until its incident is closed or with people; whoever is asked approves. */
async function play(scenario: string): Promise<IncidentWorld> {
  const played = await incidentWorld({ scenario });
  world = played;
  await played.passUntil(['awaiting-approval', ...over], 60);
  while ((await played.incident()).status === 'awaiting-approval') {
    await played.decide('approve');
    await played.passUntil(['awaiting-approval', ...over], 60);
  }
  return played;
}

describe('recovery by success criteria', () => {
  it('is not seen while a smoke test fails, however good the metrics are: people take over', async () => {
    const played = await play('broken-sign-in');
    const { incident, steps, recoveryLook, smokeRuns } = await played.record();
    expect(incident).toMatchObject({ status: 'handed-over', reason: expect.stringContaining('HTTP 500') });
    expect(steps[0]).toMatchObject({
      result: { outcome: 'done' },
      verification: { verdict: { state: 'inconclusive' } },
      // What helped the metrics stays: undoing it would hurt.
      undo: null,
    });
    const states = Object.fromEntries(recoveryLook?.criteria.map(({ id, state }) => [id, state]) ?? []);
    expect(states).toMatchObject({ promise: 'met', latencyP99: 'met', 'smoke:sign-in': 'not-met' });
    expect(smokeRuns).toMatchObject([{ test: 'sign-in', outcome: 'failed' }]);
    expect(JSON.stringify(await played.record())).not.toContain('simulated-password');
    expect(played.problems()).toEqual([]);
  }, 120_000);

  it('is waited for once more when the metrics vanish, and then people are asked', async () => {
    const played = await play('lost-metrics');
    const { incident, steps, entries, recoveryLook } = await played.record();
    expect(incident.status).toBe('handed-over');
    expect(steps[0]?.verification?.verdict.state).toBe('inconclusive');
    expect(entries.filter(({ kind }) => kind === 'recovery.extended')).toHaveLength(1);
    expect(recoveryLook?.extendedUntil).not.toBeNull();
    expect(played.problems()).toEqual([]);
  }, 120_000);
});
