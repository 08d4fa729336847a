import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openClock } from '../../../../local/cloud/state/clock-file.ts';
import { StateDirectory } from '../../../../local/cloud/state/state-directory.ts';

const START = Date.parse('2026-11-01T02:00:00.000Z');

describe('the kept clock', () => {
  let state: StateDirectory;
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
    state = new StateDirectory(mkdtempSync(join(tmpdir(), 'firebreak-')));
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(state.path, { recursive: true, force: true });
  });

  it.each([1, 20])('never runs back over a kill and a computer that was set back, at speed %d', (speed) => {
    const before = openClock(state, speed);
    before.release();
    jest.advanceTimersByTime(5_050);
    const shown = before.clock.now();
    jest.clearAllTimers();
    jest.setSystemTime(START - 7_200_000);
    const after = openClock(state, speed);
    expect(after.clock.now()).toBeGreaterThanOrEqual(shown);
    expect(after.computer.now()).toBeGreaterThanOrEqual(START + 5_050);
    after.stop();
  });

  it('stands at the very time it stopped at, after a clean end', () => {
    const before = openClock(state, 1);
    before.release();
    jest.advanceTimersByTime(5_050);
    before.stop();
    const after = openClock(state, 1);
    expect(after.clock.now()).toBe(START + 5_050);
    after.stop();
  });

  it('begins at the time of the computer when what was kept is no time', () => {
    state.writeJson('clock.json', { reachedMs: 'tomorrow' });
    const opened = openClock(state, 1);
    expect(opened.clock.now()).toBe(START);
    opened.stop();
  });
});
