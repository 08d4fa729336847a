import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { tools } from '../../../lambdas/http/mcp/tools/index.ts';
import { writingTools } from '../../../lambdas/http/mcp/tools/writing-tools.ts';
import { type AgentServer, serveAgents } from '../../support/servers/agent-server.ts';
import { agentWorld } from '../../support/worlds/agent-world.ts';

const entry = join(import.meta.dirname, '../../../bin/firebreak.mjs');

let world: Awaited<ReturnType<typeof agentWorld>>;
let server: AgentServer;
let client: Client;
beforeEach(async () => {
  world = await agentWorld();
  server = await serveAgents(world.deps);
  client = new Client({ name: 'test', version: '1' });
});
afterEach(async () => {
  await client.close();
  server.close();
});

async function start(...options: readonly string[]): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', entry, 'mcp', '--url', server.base, ...options];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
}

describe('firebreak mcp', () => {
  it('lists the tools that read, and refuses those that write by name', async () => {
    await start();
    const { tools: listed } = await client.listTools();
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    await expect(client.callTool({ name: 'add_note', arguments: {} })).rejects.toThrow('not offered');
  });

  it('sends on what is written, in the name of the agent that it is', async () => {
    await start('--write', '--agent', 'helper');
    const { tools: listed } = await client.listTools();
    expect(listed.map(({ name }) => name)).toEqual([...tools, ...writingTools].map(({ name }) => name));
    const incident = world.incidentId;
    const noted = await client.callTool({ name: 'add_note', arguments: { incident, text: 'looking' } });
    expect(noted).toMatchObject({ isError: false, structuredContent: { outcome: 'noted' } });
    expect(await world.entries()).toMatchObject([{ actor: 'agent:helper' }]);
    const wrong = await client.callTool({ name: 'propose_step', arguments: { incident } });
    expect([wrong.isError, JSON.stringify(wrong)]).toEqual([true, expect.stringContaining('actionKind')]);
  });
});
