import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stateFolder } from '../../../bin/cli/state-option.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'firebreak-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the state folder of a command', () => {
  it('is the nearest one above where the command is typed', () => {
    mkdirSync(join(root, '.firebreak'));
    const below = join(root, 'policy', 'runbooks');
    mkdirSync(below, { recursive: true });
    expect(stateFolder({}, below)).toBe(join(root, '.firebreak'));
  });

  it('is the one that the environment names, and that of this folder where there is none', () => {
    expect(stateFolder({ FIREBREAK_STATE: '/elsewhere' }, root)).toBe('/elsewhere');
    expect(stateFolder({}, root)).toBe('.firebreak');
  });
});
