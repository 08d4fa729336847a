import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/followups/followups.ts';
import { createManualClock } from '../../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../../local/rehearsal/memory-ports.ts';
import { aFollowUp } from '../../../support/builders/a-follow-up.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { aClosedIncident, firstIncidentId } from '../../../support/builders/records.ts';
import { serveIncidentApi } from '../../../support/servers/incident-api.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';

async function aWorld() {
  const deps = handlerDeps(createMemoryPorts(createManualClock('2026-12-08T02:08:05.000Z'), aPolicy()));
  await deps.incidents.createIncident(aClosedIncident({ version: 1 }));
  await deps.incidents.createFollowUp(aFollowUp({ text: 'Add the test\u001B[2J' }));
  return { ...deps, api: await serveIncidentApi(deps) };
}

let world: Awaited<ReturnType<typeof aWorld>>;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.api.close());

const cli = (...args: string[]) => runRegistered(register, ['followups', ...args, '--url', world.api.url]);
const { id } = aFollowUp();
const stored = () => world.incidents.readFollowUp(firstIncidentId, id);

describe('firebreak followups', () => {
  it('lists what is left to do, by the time of the installation, and shows everything about one', async () => {
    const { code, stdout } = await cli('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`${id} +checkout +ana +proposed +1 d ago`));
    expect(stdout).not.toContain('\u001B');
    expect((await cli('list', '--owner', 'ben')).stdout).not.toContain(id);
    expect((await cli('show', id)).stdout).toContain('suspects.ranked');
  });

  it('accepts, edits and finishes in the name of whoever does it, and says so on the timeline', async () => {
    expect((await cli('accept', id, '--as', 'ben')).code).toBe(0);
    expect((await cli('edit', id, '--owner', 'ben', '--due', '2026-12-24', '--as', 'ben')).code).toBe(0);
    expect(await stored()).toMatchObject({ state: 'open', owner: 'ben', dueAt: '2026-12-24T00:00:00.000Z' });
    expect((await cli('done', id, '--as', 'ben')).code).toBe(0);
    expect(await stored()).toMatchObject({ state: 'done', closedBy: 'person:ben' });
    const { entries } = (await world.incidents.readRecord(firstIncidentId)) ?? { entries: [] };
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['follow-up.accept', 'follow-up.edit', 'follow-up.done']),
    );
    expect((await cli('list')).stdout).not.toContain(id);
    expect((await cli('list', '--incident', firstIncidentId)).stdout).toContain(id);
  });

  it('drops one with a reason only', async () => {
    expect((await cli('drop', id, '--as', 'ben')).code).not.toBe(0);
    expect((await cli('drop', id, '--reason', 'we retire it', '--as', 'ben')).code).toBe(0);
    expect(await stored()).toMatchObject({ state: 'dropped', reason: 'we retire it' });
  });

  it('adds one, once, and refuses an owner whom nobody knows', async () => {
    const add = ['add', firstIncidentId, 'Write a runbook', '--as', 'ben', '--type', 'runbook'];
    expect((await cli(...add)).code).toBe(0);
    expect((await cli(...add)).code).toBe(0);
    const all = await world.incidents.listFollowUps(firstIncidentId);
    expect(all.filter(({ text }) => text === 'Write a runbook')).toMatchObject([
      { state: 'open', owner: 'ben', type: 'runbook' },
    ]);
    const { code, stderr } = await cli('add', firstIncidentId, 'Another', '--owner', 'eve', '--as', 'ben');
    expect(code).not.toBe(0);
    expect(stderr).toContain('eve');
  });

  it('says what to do about one that is not there', async () => {
    const { code, stderr } = await cli('done', 'fup_none', '--as', 'ben');
    expect(code).toBe(1);
    expect(stderr).toContain('--incident');
  });
});
