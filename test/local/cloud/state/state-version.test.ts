import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StateDirectory } from '../../../../local/cloud/state/state-directory.ts';
import {
  checkStateVersion,
  StateUnmarkedError,
  StateVersionError,
  stateVersion,
} from '../../../../local/cloud/state/state-version.ts';

describe('the version of the state', () => {
  let state: StateDirectory;
  beforeEach(() => {
    state = new StateDirectory(mkdtempSync(join(tmpdir(), 'firebreak-state-')));
  });
  afterEach(() => rmSync(state.path, { recursive: true, force: true }));

  it('marks a new folder, also one that holds secrets only, and takes it again', () => {
    state.writeJson('secrets.json', {});
    checkStateVersion(state);
    state.writeJson('scenario.json', { name: 'bad-deploy', seed: null });
    checkStateVersion(state);
    expect(state.readJson('version.json')).toEqual({ version: stateVersion });
  });

  it.each([
    ['an earlier one', () => state.writeJson('version.json', { version: stateVersion - 1 })],
    ['a later one', () => state.writeJson('version.json', { version: stateVersion + 1 })],
  ])('refuses %s, says how to begin anew, and touches nothing', (_, make) => {
    make();
    const before = readdirSync(state.path);
    expect(() => checkStateVersion(state)).toThrow(StateVersionError);
    expect(() => checkStateVersion(state)).toThrow(`rm -r ${state.path}`);
    expect(readdirSync(state.path)).toEqual(before);
  });

  it.each([
    ['none', () => {}],
    ['one that cannot be read', () => writeFileSync(state.file('version.json'), '{"ver')],
  ])('refuses a state that was played on and has %s, and says how to go on', (_, damage) => {
    state.writeJson('scenario.json', { name: 'none' });
    damage();
    expect(() => checkStateVersion(state)).toThrow(StateUnmarkedError);
    expect(() => checkStateVersion(state)).toThrow(`{"version":${stateVersion}}`);
  });
});
