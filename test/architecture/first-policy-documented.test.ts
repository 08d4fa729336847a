import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { inspectPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import { policyCopy } from '../support/builders/policy/policy-copy.ts';
import { readDocument } from './source-files.ts';

const copy = policyCopy();

/** What stands in a fence of this kind, without the indent of the list that it is in. */
function fences(kind: string): readonly string[] {
  const text = readDocument('docs/first-policy.md');
  return [...text.matchAll(new RegExp(`^ {3}\`\`\`${kind}\\n([\\s\\S]*?)^ {3}\`\`\``, 'gm'))].map(
    ([, body = '']) => body.replaceAll(/^ {3}/gm, ''),
  );
}

it('is valid without a warning, as the page on the first policy says it', async () => {
  const [services = '', people = ''] = fences('yaml');
  const runbooks = join(copy.folder(), 'runbooks');
  for (const name of await readdir(runbooks)) {
    const file = join(runbooks, name);
    if ((await readFile(file, 'utf8')).includes('target: {')) await rm(file);
  }
  await writeFile(join(copy.folder(), 'services.yaml'), services);
  await writeFile(join(copy.folder(), 'people.yaml'), people);
  const { policy, warnings } = await inspectPolicy(copy.folder());
  expect(warnings).toEqual([]);
  expect(policy.services.map(({ id }) => id)).toEqual(['orders']);
});

it('shows an alert that is one of that service', () => {
  const [alert = '{}'] = fences('json');
  expect(JSON.parse(alert).alerts[0].labels).toMatchObject({ app: 'orders' });
});
