import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy, PolicyError } from '../../../lambdas/adapters/policy/load-policy.ts';
import { policyCopy } from '../../support/builders/policy/policy-copy.ts';
import { brokenAgents } from './breakages/broken-agents.ts';
import { brokenRules } from './breakages/broken-rules.ts';
import { brokenRunbooks } from './breakages/broken-runbooks.ts';
import { brokenServices } from './breakages/broken-services.ts';
import { brokenSignIn } from './breakages/broken-sign-in.ts';
import { brokenSlackCommand } from './breakages/broken-slack-command.ts';

const copy = policyCopy();
const { edit, problems } = copy;

const withoutExactPlace = ['a missing default rule', 'a YAML syntax error', 'an alias bomb'];

describe('a policy with a defect', () => {
  it.each([
    ...brokenServices,
    ...brokenRules,
    ...brokenRunbooks,
    ...brokenSignIn,
    ...brokenSlackCommand,
    ...brokenAgents,
  ])('is refused for $name, with its place and what to do', async (breakage) => {
    const { name, file, from, to, field, says, offset = 0 } = breakage;
    const place = await edit(file, from, to);
    const found = (await problems()).find((problem) => problem.message.includes(says));
    expect(found).toMatchObject({ file, field });
    if (withoutExactPlace.includes(name)) return;
    const before = to.slice(0, offset).split('\n');
    const column = before.length === 1 ? place.column + offset : (before.at(-1)?.length ?? 0) + 1;
    expect(found).toMatchObject({ line: place.line + before.length - 1, column });
  });

  it('has one problem for one mistake of YAML', async () => {
    await edit('people.yaml', 'name: Ana', "name: 'Ana's'");
    const found = await problems();
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain('put the whole text in quotes');
  });

  it('is refused with all its problems at once', async () => {
    for (const { name, file, from, to } of [...brokenServices, ...brokenRules, ...brokenRunbooks].slice(
      0,
      4,
    )) {
      await edit(file, from, to);
      expect(name).not.toBe('');
    }
    await edit('severity.yaml', 'alert.severityHint == "high"', 'alert.severityHnt == "high"');
    await edit('guardrails.yaml', 'killSwitch: false', 'killSwitch: perhaps');
    await rm(join(copy.folder(), 'people.yaml'));
    const found = await problems();
    expect(found.map(({ file }) => file)).toEqual(found.map(({ file }) => file).toSorted());
    expect(found.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'services[0].region',
        'services[0].tier',
        'services[0].environmnt',
        'services[0].environment',
        'rules[13].when',
        'killSwitch',
      ]),
    );
    expect(found.find(({ file }) => file === 'people.yaml')?.message).toContain('cannot be read');
  });

  it('is refused for a target whose name several resources of a service have, until they have names of their own', async () => {
    await edit('runbooks/bad-deploy.yaml', 'target: suspect', 'target: { lambda-alias: checkout }');
    const canary = '- { lambda-alias: { functionName: checkout, alias: canary }, name: checkout-canary }';
    await edit(
      'services.yaml',
      '    resources:',
      `    resources:\n      ${canary.replace(', name: checkout-canary', '')}`,
    );
    expect(await problems()).toEqual([
      expect.objectContaining({
        file: 'runbooks/bad-deploy.yaml',
        field: 'steps[0].target.lambda-alias',
        message: expect.stringContaining('"checkout" is the name of several resources of checkout'),
      }),
    ]);
    await edit('services.yaml', canary.replace(', name: checkout-canary', ''), canary);
    const { runbooks } = await loadPolicy(copy.folder());
    expect(runbooks.find(({ id }) => id === 'bad-deploy')?.steps[0]?.target).toEqual({
      kind: 'lambda-alias',
      name: 'checkout',
    });
  });

  it('may lack sources.yaml: then nothing is mapped', async () => {
    await rm(join(copy.folder(), 'sources.yaml'));
    expect((await loadPolicy(copy.folder())).mappings).toEqual([]);
  });

  it('is refused when there is no folder at all', async () => {
    await rm(copy.folder(), { recursive: true });
    expect((await problems()).map(({ file }) => file)).toEqual([
      'guardrails.yaml',
      'people.yaml',
      'runbooks',
      'services.yaml',
      'severity.yaml',
    ]);
  });

  it('is told from a folder that is not there', async () => {
    const folder = join(copy.folder(), 'nowhere');
    const error = await loadPolicy(folder).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PolicyError);
    expect(String(error).split('\n')).toHaveLength(1);
    expect(String(error)).toContain(`no folder ${folder}`);
  });

  it('says file:line:column in its message', async () => {
    await edit('services.yaml', 'tier: 1', 'tier: 4');
    await expect(loadPolicy(copy.folder())).rejects.toThrow(
      new RegExp(`${copy.folder()}/services\\.yaml:15:11 services\\[0\\]\\.tier must be`),
    );
  });
});
