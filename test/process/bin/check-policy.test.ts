import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedPolicyFolder } from '../../support/builders/builders.ts';
import { runCli } from '../../support/servers/run-cli.ts';

describe('firebreak check-policy', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await cp(shippedPolicyFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function breakTier(): Promise<void> {
    const file = join(folder, 'services.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('tier: 1', 'tier: 9'));
  }

  it('ends with 0 and says what a valid policy holds', async () => {
    const { code, stdout, stderr } = await runCli(['check-policy', folder]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /is valid: \d+ services, \d+ severity rules, \d+ runbooks, 5 people, \d+ mappings? \([0-9a-f]{12}\)/,
    );
  });

  it('ends with 1 and lists problems on stderr, without a stack trace', async () => {
    await breakTier();
    const { code, stdout, stderr } = await runCli(['check-policy', folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${folder}/services.yaml:15:11 services[0].tier must be one of 1, 2, 3, not 9`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('prints the same as JSON', async () => {
    await breakTier();
    const { code, stdout } = await runCli(['check-policy', folder, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      problems: [{ file: 'services.yaml', line: 15, column: 11, field: 'services[0].tier' }],
    });
  });

  it('ends with 2 when it is used wrongly', async () => {
    expect((await runCli(['check-policy', '--nope'])).code).toBe(2);
  });
});
