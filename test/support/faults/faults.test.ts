import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createFaults, everyFaultPoint, ProcessKilledError } from './faults.ts';

function counter() {
  let value = 0;
  return {
    async add(by: number): Promise<number> {
      value += by;
      return value;
    },
    read: () => value,
  };
}

describe('faults', () => {
  it('counts calls and passes answers through when nothing is to go wrong', async () => {
    const faults = createFaults(null);
    const port = faults.wrap('counter', counter());
    expect(await port.add(2)).toBe(2);
    expect(await port.add(3)).toBe(5);
    expect(faults.calls).toEqual(['counter.add', 'counter.add']);
  });

  it('refuses before the effect, once', async () => {
    const real = counter();
    const port = createFaults({ call: 1, mode: 'refuse' }).wrap('counter', real);
    await expect(port.add(1)).rejects.toThrow(DependencyUnavailableError);
    expect(real.read()).toBe(0);
    expect(await port.add(1)).toBe(1);
  });

  it('loses the answer after the effect', async () => {
    const real = counter();
    const port = createFaults({ call: 1, mode: 'lose' }).wrap('counter', real);
    await expect(port.add(1)).rejects.toThrow(DependencyUnavailableError);
    expect(real.read()).toBe(1);
  });

  it('lets nothing happen after a kill, on any wrapped port', async () => {
    const [first, second] = [counter(), counter()];
    const faults = createFaults({ call: 1, mode: 'kill' });
    await expect(faults.wrap('first', first).add(1)).rejects.toThrow(ProcessKilledError);
    await expect(faults.wrap('second', second).add(1)).rejects.toThrow(ProcessKilledError);
    expect([first.read(), second.read()]).toEqual([1, 0]);
  });

  it('lists every call times every mode', async () => {
    const points = await everyFaultPoint(async (faults) => {
      const port = faults.wrap('counter', counter());
      await port.add(1);
      await port.add(1);
    });
    expect(points).toHaveLength(6);
    expect(points.at(-1)).toEqual({ call: 2, mode: 'kill' });
  });
});
