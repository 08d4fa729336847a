import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/incidents/incidents.ts';
import { proposalEntry } from '../../../../lambdas/domain/records/step-proposal.ts';
import { type IncidentApi, serveIncidentApi } from '../../../support/servers/incident-api.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { agentWorld } from '../../../support/worlds/agent-world.ts';

let world: Awaited<ReturnType<typeof agentWorld>>;
let api: IncidentApi;
beforeEach(async () => {
  const wait = { encryptedToken: 'sealed-wait-token', since: '2026-11-23T02:05:00.000Z' };
  world = await agentWorld({ incident: { status: 'handed-over', wait } as const });
  api = await serveIncidentApi(world.deps);
  const proposal = {
    agent: 'helper',
    action: 'roll-back-lambda-alias',
    resource: 'lambda-alias:checkout:live',
    changeId: null,
    summary: 'Roll back checkout',
    reason: 'clear\u001B[2J the screen',
    citations: [],
  };
  await world.deps.incidents.appendEntry(
    world.incidentId,
    proposalEntry({ ...proposal, id: 'tl_1', at: '2026-11-23T02:06:00.000Z' }),
  );
});
afterEach(() => api.close());

const cli = (...args: string[]) =>
  runRegistered(register, ['incidents', args[0] ?? '', world.incidentId, ...args.slice(1), '--url', api.url]);

describe('firebreak incidents resume --proposal', () => {
  it('asks for a new plan that begins with it', async () => {
    expect((await cli('resume', '--proposal', 'tl_1', '--as', 'ana')).code).toBe(0);
    const entries = await world.entries();
    expect(entries.at(-1)).toMatchObject({
      actor: 'person:ana',
      kind: 'command.resume',
      data: { fresh: true, proposal: 'tl_1' },
    });
  });

  it('is shown among the ways on, with words of the agent that no terminal obeys', async () => {
    const { stdout } = await cli('show');
    expect(stdout).toContain('--proposal tl_1');
    expect(stdout).not.toContain('\u001B[2J');
  });

  it('is refused for what nobody proposed here, and together with --again', async () => {
    expect((await cli('resume', '--proposal', 'tl_2', '--as', 'ana')).code).toBe(1);
    expect((await cli('resume', '--proposal', 'tl_1', '--again')).code).toBe(2);
    expect(await world.entries()).toHaveLength(1);
  });
});
