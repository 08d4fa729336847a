import { describe, expect, it } from '@jest/globals';
import { CommandRefusedError, InvalidInputError, RestrictedError } from '../../../lambdas/domain/errors.ts';
import { type AddNoteInput, addNote } from '../../../lambdas/use-cases/agents/add-note.ts';
import { anAgent } from '../../support/builders/policy/an-agent.ts';
import { agentWorld } from '../../support/worlds/agent-world.ts';

async function noting(world: Awaited<ReturnType<typeof agentWorld>>, input: Partial<AddNoteInput> = {}) {
  const note = { incidentId: world.incidentId, text: 'the provider is down', citations: [], ...input };
  return await addNote(world.deps, { agent: anAgent(), callerArn: null }, note);
}

describe('a note of an agent', () => {
  it('stands on the timeline in its name, with what it rests on', async () => {
    const world = await agentWorld();
    const { entryId } = await noting(world, { citations: ['evidence:metrics'] });
    expect(await world.entries()).toMatchObject([
      {
        id: entryId,
        actor: 'agent:helper',
        kind: 'agent.note',
        text: expect.stringContaining('the provider is down'),
        data: { citations: ['evidence:metrics'] },
      },
    ]);
  });

  it('keeps no secret, no line break and nothing hidden', async () => {
    const world = await agentWorld();
    await noting(world, { text: 'it says\npassword=hunter2\u202E\u001B[31m for ana@example.com' });
    const [entry] = await world.entries();
    for (const told of ['hunter2', '\n', '\u202E', '\u001B', 'ana@example']) {
      expect(entry?.text).not.toContain(told);
    }
  });

  it('is refused for what is not in the incident, over the limits, and where it may not be read', async () => {
    const world = await agentWorld();
    await expect(noting(world, { citations: ['tl_none'] })).rejects.toBeInstanceOf(InvalidInputError);
    for (let note = 0; note < anAgent().atMost.perIncident; note += 1) await noting(world);
    await expect(noting(world)).rejects.toBeInstanceOf(CommandRefusedError);
    const sensitive = await agentWorld({ incident: { sensitive: true } });
    await expect(noting(sensitive)).rejects.toBeInstanceOf(RestrictedError);
    expect(await sensitive.entries()).toEqual([]);
  });
});
