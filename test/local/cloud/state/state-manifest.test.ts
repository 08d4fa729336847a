import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StateDirectory } from '../../../../local/cloud/state/state-directory.ts';
import {
  checkStateParts,
  keepManifest,
  StateDamagedError,
} from '../../../../local/cloud/state/state-manifest.ts';
import { startDatabase } from '../../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../../local/cloud/storage/incident-table.ts';
import { SqliteStore } from '../../../../local/step-functions/store/sqlite-store.ts';

describe('the parts of the state', () => {
  let state: StateDirectory;
  beforeEach(async () => {
    state = new StateDirectory(mkdtempSync(join(tmpdir(), 'firebreak-parts-')));
    state.writeJson('secrets.json', { 'firebreak/local/approval-key': 'k' });
    state.writeJson('clock.json', { reachedMs: 1 });
    state.writeJson('schedules.json', []);
    new SqliteStore(join(state.folder('step-functions'), 'executions.sqlite')).close();
    const database = await startDatabase(state.folder('dynamodb'));
    await createIncidentTable(database.url, 'incidents');
    await database.stop();
  });
  afterEach(() => rmSync(state.path, { recursive: true, force: true }));

  const told = (): readonly string[] => {
    const lines: string[] = [];
    checkStateParts(state, (line) => lines.push(line));
    return lines;
  };

  it('are told nothing of while they are new, or all there', () => {
    expect(told()).toEqual([]);
    keepManifest(state);
    expect(told()).toEqual([]);
  });

  it.each(['secrets.json', 'clock.json', 'schedules.json', 'step-functions/executions.sqlite', 'dynamodb'])(
    'are missed, by name, when %s is gone',
    (name) => {
      keepManifest(state);
      rmSync(state.file(name), { recursive: true });
      expect(told()).toEqual([expect.stringContaining(`${state.file(name)} is missing`)]);
    },
  );

  it.each(['', '{"firebreak/local/ap', '[1]'])(
    'are set aside when they hold %j, and that is told',
    (text) => {
      keepManifest(state);
      writeFileSync(state.file('secrets.json'), text);
      expect(told()).toEqual([expect.stringContaining('secrets.json.damaged')]);
      expect(existsSync(state.file('secrets.json'))).toBe(false);
      expect(readFileSync(state.file('secrets.json.damaged'), 'utf8')).toBe(text);
    },
  );

  it.each([
    [
      'step-functions/executions.sqlite',
      () => truncateSync(state.file('step-functions/executions.sqlite'), 0),
    ],
    [
      'step-functions/executions.sqlite',
      () => truncateSync(state.file('step-functions/executions.sqlite'), 5000),
    ],
    ['dynamodb', () => rmSync(state.file('dynamodb/CURRENT'))],
    ['dynamodb', () => truncateSync(state.file('dynamodb/CURRENT'), 0)],
  ])('are never replaced when %s is a store that cannot be read', (name, damage) => {
    keepManifest(state);
    damage();
    expect(told).toThrow(StateDamagedError);
    expect(told).toThrow(`mv '${state.file(name)}'`);
  });

  it('tell of a log of the table that was cut short', () => {
    keepManifest(state);
    const log = readFileSync(state.file('dynamodb/CURRENT'), 'utf8').includes('MANIFEST') ? logOf(state) : '';
    truncateSync(log, readFileSync(log).length - 3);
    expect(told()).toEqual([expect.stringContaining('was cut short')]);
  });
});

function logOf(state: StateDirectory): string {
  const numbers = Array.from({ length: 20 }, (_, n) =>
    state.file(`dynamodb/${String(n).padStart(6, '0')}.log`),
  );
  return numbers.find((path) => existsSync(path) && readFileSync(path).length > 3) ?? '';
}
