import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { isSetUpForAws } from '../../lib/deployment-settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['with an address for alarms, is set up', '{"context":{"alarmEmail":"oncall@example.com"}}', true],
  ['as it ships, is not', '{"context":{"alarmEmail":""}}', false],
  ['without settings, is not', '{"app":"x"}', false],
  ['that cannot be read, is not', '{"context":', false],
])('a folder %s', async (_, text, expected) => {
  const file = join(folder, 'cdk.json');
  await writeFile(file, text);
  expect(await isSetUpForAws(file)).toBe(expected);
});

it('a folder without the file is not set up', async () => {
  expect(await isSetUpForAws(join(folder, 'cdk.json'))).toBe(false);
});
