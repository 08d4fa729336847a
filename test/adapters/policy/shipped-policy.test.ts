import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { editorSchemas } from '../../../lambdas/adapters/policy/policy-files.ts';
import { shippedPolicy, shippedPolicyFolder } from '../../support/builders/builders.ts';
import { policyCopy } from '../../support/builders/policy/policy-copy.ts';

const copy = policyCopy();
const { edit } = copy;

describe('the shipped policy', () => {
  it('is valid and plain JSON', async () => {
    const policy = await shippedPolicy();
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
    expect(policy.services.map(({ id }) => id)).toContain('checkout');
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells where each rule and step stands', async () => {
    const { severity, runbooks } = await shippedPolicy();
    const lines = (await readFile(join(shippedPolicyFolder, 'severity.yaml'), 'utf8')).split('\n');
    for (const { id, place } of severity.rules) {
      expect(lines[Number(place.split(':')[1]) - 1]).toContain(`id: ${id}`);
    }
    expect(runbooks.find(({ id }) => id === 'bad-deploy')?.steps[0]?.place).toBe(
      'runbooks/bad-deploy.yaml:8',
    );
  });

  it('has a hash that changes with its content', async () => {
    const before = await loadPolicy(copy.folder());
    await edit('guardrails.yaml', 'actionsPerIncident: 3', 'actionsPerIncident: 2');
    expect((await loadPolicy(copy.folder())).hash).not.toBe(before.hash);
  });

  it.each([...editorSchemas()])(
    'ships %s as the schema says now (firebreak check-policy --write-schemas)',
    async (name, text) => {
      expect(await readFile(join(shippedPolicyFolder, 'schema', name), 'utf8')).toBe(text);
    },
  );
});
