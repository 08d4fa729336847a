import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WorkingClock } from '../../../../local/cloud/state/working-clock.ts';

const START = Date.parse('2026-11-01T02:00:00.000Z');

describe('the clock of the local world', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs as many times faster as it is told, while nobody works', () => {
    const clock = new WorkingClock(60);
    jest.advanceTimersByTime(2_000);
    expect(clock.now() - START).toBe(120_000);
  });

  it('runs at the pace of the computer while a function works', async () => {
    const clock = new WorkingClock(60);
    await clock.work(async () => {
      jest.advanceTimersByTime(2_000);
      expect(clock.now() - START).toBe(2_000);
    });
    jest.advanceTimersByTime(1_000);
    expect(clock.now() - START).toBe(62_000);
  });

  it('fires timers in the order of their times, however late they were set', () => {
    const clock = new WorkingClock(60);
    const fired: string[] = [];
    clock.setTimer(START + 120_000, () => fired.push('second'));
    clock.setTimer(START + 60_000, () => fired.push('first'));
    clock.setTimer(START + 90_000, () => fired.push('cancelled'))();
    jest.advanceTimersByTime(999);
    expect(fired).toEqual([]);
    jest.advanceTimersByTime(1_001);
    expect(fired).toEqual(['first', 'second']);
  });

  it('delays a timer while a function works', async () => {
    const clock = new WorkingClock(60);
    const fired: string[] = [];
    clock.setTimer(START + 60_000, () => fired.push('due'));
    await clock.work(async () => jest.advanceTimersByTime(30_000));
    expect(fired).toEqual([]);
    jest.advanceTimersByTime(500);
    expect(fired).toEqual(['due']);
  });

  it('goes on at its own pace when the computer is set back, and stands level with it again afterwards', () => {
    const clock = new WorkingClock(1);
    jest.advanceTimersByTime(1_000);
    jest.setSystemTime(START - 7_200_000);
    jest.advanceTimersByTime(1_000);
    expect(clock.now() - START).toBe(2_000);
    jest.setSystemTime(START + 2_000);
    jest.advanceTimersByTime(1_000);
    expect(clock.now() - START).toBe(3_000);
  });

  it('follows the computer forward, as after a night with the lid closed', () => {
    const clock = new WorkingClock(1);
    jest.setSystemTime(START + 28_800_000);
    expect(clock.now() - START).toBe(28_800_000);
  });

  it('begins where it is told, so that time does not run back over a restart', () => {
    expect(new WorkingClock(1, START + 5_000).now()).toBe(START + 5_000);
  });
});
