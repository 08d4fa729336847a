import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { readPolicy } from '../../../lambdas/runtime/build/policy.ts';
import {
  chosenVariable,
  consoleAccesses,
  optionalVariable,
  requiredVariable,
  urlVariable,
} from '../../../lambdas/runtime/env/env.ts';
import { createUlidIds } from '../../../lambdas/runtime/env/ulid-ids.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';

describe('the environment', () => {
  it.each([{}, { TABLE_NAME: '' }])('names a variable that is missing or empty', (env) => {
    expect(() => requiredVariable(env, 'TABLE_NAME')).toThrow(/TABLE_NAME/);
    expect(() => requiredVariable(env, 'TABLE_NAME')).toThrow(ConfigurationError);
    expect(optionalVariable(env, 'TABLE_NAME')).toBeNull();
  });

  it('knows the legal values of a choice', () => {
    expect(chosenVariable({ CONSOLE_ACCESS: 'open' }, 'CONSOLE_ACCESS', consoleAccesses)).toBe('open');
    expect(() => chosenVariable({ CONSOLE_ACCESS: 'all' }, 'CONSOLE_ACCESS', consoleAccesses)).toThrow(
      /CONSOLE_ACCESS must be one of signed-link, open/,
    );
  });

  it('takes the slash off the end of a URL and refuses what is none', () => {
    expect(urlVariable({ CONSOLE_URL: 'https://x.example/prod/' }, 'CONSOLE_URL')).toBe(
      'https://x.example/prod',
    );
    expect(() => urlVariable({ CONSOLE_URL: 'x' }, 'CONSOLE_URL')).toThrow(/CONSOLE_URL is not a URL/);
  });
});

describe('the compiled policy', () => {
  it('is read from its path, and a missing one is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
    const path = join(folder, 'policy.json');
    writeFileSync(path, '{"hash":"abc"}');
    expect(readPolicy({ POLICY_PATH: path })).toEqual({ hash: 'abc' });
    rmSync(folder, { recursive: true });
    expect(() => readPolicy({ POLICY_PATH: path })).toThrow(ConfigurationError);
  });
});

describe('ids', () => {
  it('sort by time, and within a millisecond by the order in which they were made', () => {
    const clock = createManualClock('2026-11-23T02:00:00.000Z');
    const ids = createUlidIds(clock);
    const made = Array.from({ length: 200 }, (_, n) => {
      if (n === 100) clock.advance(1);
      return ids.next('inc');
    });
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(200);
    for (const id of made) expect(id).toMatch(/^inc_[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});
