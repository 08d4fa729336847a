import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/autonomy/autonomy.ts';
import { loadPolicy } from '../../../../lambdas/adapters/policy/load-policy.ts';
import { anAssessment } from '../../../support/builders/builders.ts';
import { policyCopy } from '../../../support/builders/policy/policy-copy.ts';
import { aClosedIncident, aStep, aStepRecord } from '../../../support/builders/records.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { debtsWorld } from '../../../support/worlds/debts-world.ts';

let world: Awaited<ReturnType<typeof debtsWorld>>;
const policy = policyCopy();
beforeEach(async () => {
  world = await debtsWorld();
});
afterEach(() => world.api.close());

const autonomy = (...args: string[]) =>
  runRegistered(register, ['autonomy', ...args, '--policy', policy.folder(), '--url', world.api.url]);
const guardrails = () => readFile(join(policy.folder(), 'guardrails.yaml'), 'utf8');
const who = ['--by', 'ana', '--reason', 'the quota was raised'];

async function failedTwice(): Promise<void> {
  for (const number of [3, 4]) {
    const id = `inc_01KATZ3V00000000000000000${number}`;
    const at = `2026-11-2${number - 2}T02:00:00.000Z`;
    const assessment = anAssessment({ plan: { hash: 'h', steps: [aStep()] } });
    await world.incidents.createIncident(aClosedIncident({ id, version: 1, assessment }));
    await world.incidents.saveStep(
      aStepRecord({ incidentId: id, result: { at, outcome: 'stale', text: 'gone', postState: null } }),
    );
  }
}

describe('firebreak autonomy', () => {
  it('shows how each action went, and what is held back', async () => {
    await failedTwice();
    const { stdout } = await autonomy('--json');
    expect(JSON.parse(stdout).records).toMatchObject([
      {
        service: 'checkout',
        action: 'roll-back-lambda-alias',
        falseFires: 2,
        successes: 0,
        isHeldBack: true,
      },
    ]);
    expect((await autonomy()).stdout).toMatch(/checkout +roll-back-lambda-alias .* 0 +0 +0 +2 +0 +held back/);
  });

  it('raises in the policy, from the time of the installation on, and changes nothing else there', async () => {
    await failedTwice();
    const before = await guardrails();
    expect((await autonomy('raise', 'checkout', 'roll-back-lambda-alias', ...who)).code).toBe(0);
    const after = (await guardrails()).split('\n');
    const added = after.filter((line) => !before.split('\n').includes(line));
    expect(added.join('\n')).toMatch(
      /^ {2}raised:\n {4}- \{ service: checkout, action: roll-back-lambda-alias, .*\}$/,
    );
    expect(before.split('\n').filter((line) => !after.includes(line))).toEqual([]);
    expect((await loadPolicy(policy.folder())).guardrails.autonomy.raised).toMatchObject([
      { at: '2026-11-23T12:04:04.000Z', by: 'ana', reason: 'the quota was raised' },
    ]);
    expect(JSON.parse((await autonomy('--json')).stdout).records).toMatchObject([{ isHeldBack: false }]);
    await autonomy('lower', 'checkout', 'roll-back-lambda-alias', ...who);
    expect(JSON.parse((await autonomy('--json')).stdout).records).toMatchObject([{ isHeldBack: true }]);
  });

  it('writes the section where the policy has none', async () => {
    const text = (await guardrails()).replace(/^autonomy:\n( {2}.*\n)+/m, '');
    expect(text).not.toContain('autonomy:');
    await writeFile(join(policy.folder(), 'guardrails.yaml'), text);
    expect((await autonomy('lower', 'checkout', 'roll-back-lambda-alias', ...who)).code).toBe(0);
    expect((await loadPolicy(policy.folder())).guardrails.autonomy).toMatchObject({
      failuresAtMost: 1,
      lowered: [{ service: 'checkout' }],
    });
  });

  it.each([
    ['a service', ['raise', 'chekout', 'roll-back-lambda-alias', ...who], 'checkout'],
    ['an action', ['raise', 'checkout', 'reboot', ...who], 'registered action'],
    [
      'a person',
      ['lower', 'checkout', 'roll-back-lambda-alias', '--by', 'mallory', '--reason', 'x'],
      'people.yaml',
    ],
  ])('refuses %s that there is not, and leaves the policy as it was', async (_, args, says) => {
    const before = await guardrails();
    const { code, stderr } = await autonomy(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(await guardrails()).toBe(before);
  });

  it('takes a reason and a person', async () => {
    expect((await autonomy('raise', 'checkout', 'roll-back-lambda-alias')).code).toBe(2);
  });
});
