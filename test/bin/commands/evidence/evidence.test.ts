import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/evidence/evidence.ts';
import { sealRecord } from '../../../../lambdas/use-cases/bundle/seal-record.ts';
import { createManualClock } from '../../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { aClosedIncident, firstIncidentId } from '../../../support/builders/records.ts';
import { serveIncidentApi } from '../../../support/servers/incident-api.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';

async function aWorld() {
  const deps = handlerDeps(createMemoryPorts(createManualClock('2026-11-23T02:09:00.000Z'), aPolicy()));
  await deps.incidents.createIncident(aClosedIncident({ version: 1 }));
  const sealed = await sealRecord(deps, { incidentId: firstIncidentId });
  const file = join(await mkdtemp(join(tmpdir(), 'firebreak-bundle-')), 'bundle.jsonl');
  return { head: sealed?.head ?? '', file, api: await serveIncidentApi(deps) };
}

let world: Awaited<ReturnType<typeof aWorld>>;
beforeEach(async () => {
  world = await aWorld();
  await cli('export', firstIncidentId, '--out', world.file, '--url', world.api.url);
});
afterEach(() => world.api.close());

const cli = (...args: string[]) => runRegistered(register, args);

describe('firebreak export and verify', () => {
  it('write a file that is as it was, with the hash of the closing', async () => {
    const { code, stdout } = await cli('verify', world.file, '--head', world.head);
    expect(code).toBe(0);
    expect(stdout).toContain(world.head);
  });

  it('do not claim more than the file can prove', async () => {
    expect((await cli('verify', world.file)).stdout).toContain('--head');
  });

  it('name the line that was altered, and refuse another hash', async () => {
    expect((await cli('verify', world.file, '--head', '0'.repeat(64))).code).toBe(1);
    const text = await readFile(world.file, 'utf8');
    await writeFile(world.file, text.replace('"closed"', '"opened"'));
    const { code, stderr } = await cli('verify', world.file, '--head', world.head);
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 2: .*altered/);
  });

  it('read the file byte by byte: carriage returns and what is no text count', async () => {
    const bytes = await readFile(world.file);
    await writeFile(world.file, bytes.toString('utf8').replaceAll('\n', '\r\n'));
    expect((await cli('verify', world.file)).code).toBe(1);
    await writeFile(world.file, Buffer.concat([bytes, Buffer.from([0xff])]));
    expect((await cli('verify', world.file)).code).toBe(1);
    await writeFile(world.file, bytes.subarray(0, bytes.length - 1));
    expect((await cli('verify', world.file)).code).toBe(1);
  });

  it('say that there is no such file, and leave no half one', async () => {
    expect((await cli('verify', `${world.file}.none`)).code).toBe(2);
    const out = `${world.file}.other`;
    expect((await cli('export', 'inc_NONE', '--out', out, '--url', world.api.url)).code).toBe(1);
    await expect(readFile(out)).rejects.toThrow();
  });
});
