import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inspectPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { nobodyCommands } from '../../../lambdas/domain/policy/people/nobody-commands.ts';
import { shippedPolicyFolder } from '../../support/builders/builders.ts';

describe('what a valid policy is warned of', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await cp(shippedPolicyFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function warningsAfter(change: (services: string) => string) {
    const file = join(folder, 'services.yaml');
    await writeFile(file, change(await readFile(file, 'utf8')));
    return (await inspectPolicy(folder)).warnings;
  }

  it('is nothing in what ships', async () => {
    expect((await inspectPolicy(folder)).warnings).toEqual([]);
  });

  it('on AWS, is that nobody can command, where the list of people stands', async () => {
    const onAws = async () => (await inspectPolicy(folder, { onAws: true })).warnings;
    const byOne = expect.objectContaining({ file: 'guardrails.yaml', field: 'people.SEV1.irreversible' });
    expect(await onAws()).toEqual([
      byOne,
      expect.objectContaining({
        file: 'people.yaml',
        field: 'people',
        message: nobodyCommands({ people: [] }),
      }),
    ]);
    const file = join(folder, 'people.yaml');
    const arn = 'iam: ["arn:aws:iam::111122223333:user/ana"], email: ana@';
    await writeFile(file, (await readFile(file, 'utf8')).replace('email: ana@', arn));
    expect(await onAws()).toEqual([byOne]);
  });

  it('on AWS, is that one person decides what cannot be undone, until that is left out', async () => {
    const file = join(folder, 'guardrails.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^people: .*$/m, ''));
    const { policy, warnings } = await inspectPolicy(folder, { onAws: true });
    expect(warnings.map((each) => each.file)).toEqual(['people.yaml']);
    expect(policy.guardrails.people.SEV1).toEqual({ reversible: 1, irreversible: 2 });
  });

  it('is a service whose recovery nobody could see', async () => {
    const bare =
      '  - { id: ledgers, name: Ledgers, tier: 2, owner: ana, environment: production, region: eu-west-1 }\n';
    const [warning, ...others] = await warningsAfter((services) => `${services.trimEnd()}\n\n${bare}`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      file: 'services.yaml',
      message: expect.stringContaining('ledgers has no metrics'),
    });
    expect(warning?.line).toBeGreaterThan(100);
  });

  it('is a Region that is not known, with the one that is meant', async () => {
    const warnings = await warningsAfter((services) =>
      services.replace('region: eu-west-1', 'region: eu-west-7'),
    );
    expect(warnings).toEqual([
      expect.objectContaining({
        field: 'services[0].region',
        message: expect.stringContaining('did you mean "eu-west-'),
      }),
    ]);
  });

  it('is a resource that two services share', async () => {
    const warnings = await warningsAfter((services) =>
      services.replace('functionName: payments, alias: live', 'functionName: checkout, alias: live'),
    );
    expect(warnings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('resource of checkout too') }),
    ]);
  });

  it('is a resource in another Region, which no action and no reader reaches', async () => {
    const warnings = await warningsAfter((services) =>
      services.replace(
        'functionName: payments, alias: live',
        'functionName: "arn:aws:lambda:us-east-1:111122223333:function:payments", alias: live',
      ),
    );
    expect(warnings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('is in us-east-1') }),
    ]);
  });
});
