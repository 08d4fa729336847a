import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { setAside } from '../../../../local/cloud/state/set-aside.ts';
import { StateDirectory } from '../../../../local/cloud/state/state-directory.ts';

const path = mkdtempSync(join(tmpdir(), 'set-aside-'));

afterEach(() => rmSync(path, { recursive: true }));

it('moves what a run left, and keeps its time, its secrets and what was set aside before', () => {
  const state = new StateDirectory(path);
  state.folder('dynamodb');
  for (const file of ['account.json', 'clock.json', 'evidence-key.json', 'secrets.json', 'version.json'])
    writeFileSync(state.file(file), '{}');
  const first = setAside(state, 'bad-deploy', new Date('2026-11-23T02:00:00Z'));
  expect(readdirSync(first).toSorted()).toEqual(['account.json', 'dynamodb']);
  writeFileSync(state.file('account.json'), '{}');
  const second = setAside(state, 'bad-flag', new Date('2026-11-23T02:10:00Z'));
  expect(readdirSync(second)).toEqual(['account.json']);
  expect(readdirSync(path).toSorted()).toEqual([
    'clock.json',
    'earlier',
    'evidence-key.json',
    'secrets.json',
    'version.json',
  ]);
});
