import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cdkContext } from '../../support/builders/synthesize.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Runs the app as `cdk synth` does. No credentials, no Region, no proxy, no Docker is in its environment. */
function synth(context: Readonly<Record<string, unknown>>, outdir: string) {
  return spawnSync(process.execPath, ['bin/run.mjs', 'bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: '/nonexistent',
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({
        ...cdkContext,
        '@aws-cdk/core:validateAgainstDefaultRules': false,
        ...context,
      }),
    },
  });
}

describe('cdk synth', () => {
  it('needs neither network nor Docker nor credentials', async () => {
    const outdir = await mkdtemp(join(tmpdir(), 'firebreak-synth-'));
    const { status, stderr } = synth({}, outdir);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('Error') });
    const manifest = JSON.parse(await readFile(join(outdir, 'manifest.json'), 'utf8'));
    expect(Object.keys(manifest.artifacts)).toEqual(expect.arrayContaining(['FirebreakState', 'Firebreak']));
  }, 60_000);

  it('refuses an invalid policy with file, line and column, and without a stack trace', async () => {
    const policyDir = await mkdtemp(join(tmpdir(), 'firebreak-policy-'));
    await cp(join(root, 'policy'), policyDir, { recursive: true });
    const services = join(policyDir, 'services.yaml');
    await writeFile(services, (await readFile(services, 'utf8')).replace(/tier: \d/, 'tier: 9'));
    const { status, stderr } = synth({ policyDir }, await mkdtemp(join(tmpdir(), 'firebreak-synth-')));
    expect(status).toBe(1);
    expect(stderr).toMatch(/services\.yaml:\d+:\d+ services\[0\]\.tier/);
    expect(stderr).toContain(relative(root, policyDir));
    expect(stderr).not.toMatch(/^\s+at /m);
  }, 60_000);

  it('refuses configuration that cannot be used, naming the value', () => {
    const { status, stderr } = synth({ mailFrom: 'nobody' }, join(tmpdir(), 'firebreak-never'));
    expect(status).toBe(1);
    expect(stderr).toContain('mailFrom: ');
    expect(stderr).not.toMatch(/^\s+at /m);
  }, 60_000);
});
