import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { realClock, VirtualClock } from '../../../../local/step-functions/values/clocks.ts';

describe('the virtual clock', () => {
  it('fires timers by time, then in the order they were set, but not those cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), fc.boolean())), async (wanted) => {
        const clock = new VirtualClock(0);
        const fired: (readonly [number, number])[] = [];
        wanted.forEach(([at, isKept], index) => {
          const cancel = clock.setTimer(at, () => fired.push([clock.now(), index]));
          if (!isKept) cancel();
        });
        await clock.runUntilIdle();
        const expected = wanted
          .map(([at, isKept], index) => ({ at, isKept, index }))
          .filter(({ isKept }) => isKept)
          .sort((a, b) => a.at - b.at || a.index - b.index)
          .map(({ at, index }) => [at, index]);
        expect(fired).toEqual(expected);
      }),
    );
  });

  it('moves no further than told', async () => {
    const clock = new VirtualClock(0);
    const fired: number[] = [];
    for (const at of [10, 20]) clock.setTimer(at, () => fired.push(at));
    await clock.advanceTo(15);
    expect([clock.now(), fired]).toEqual([15, [10]]);
    await clock.advanceBy(5);
    expect([clock.now(), fired]).toEqual([20, [10, 20]]);
  });

  it('stands still while somebody holds it', async () => {
    const clock = new VirtualClock(0);
    const fired: string[] = [];
    clock.setTimer(1, () => fired.push('timer'));
    const release = clock.hold();
    const run = clock.runUntilIdle();
    await new Promise((resume) => setImmediate(resume));
    expect(fired).toEqual([]);
    release();
    release();
    await run;
    expect(fired).toEqual(['timer']);
  });

  it('gives up on timers without end', async () => {
    const clock = new VirtualClock(0);
    const again = (): void => {
      clock.setTimer(clock.now() + 1, again);
    };
    again();
    await expect(clock.runUntilIdle(10)).rejects.toThrow('still not idle after 10 timers');
  });
});

describe("the computer's clock", () => {
  it('fires what is due, and not what was cancelled', async () => {
    const clock = realClock();
    const cancel = clock.setTimer(clock.now() + 3_000_000_000, () => {});
    cancel();
    await new Promise<void>((resume) => {
      clock.setTimer(clock.now() - 1000, resume);
    });
  });
});
