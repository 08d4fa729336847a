import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Measurement, median } from '../measuring/measurement.ts';
import type { Correlated } from './measure-correlation.ts';

const sizes = [1000, 10_000, 100_000] as const;
const rounds = 3;

/** Whether an alert costs the same among 100,000 as among 1,000: each size in fresh processes, one after the other, and the medians compared. */
export async function correlateSuite(): Promise<readonly Measurement[]> {
  const results = new Map<number, Correlated[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) results.get(size)?.push(await measure(size));
  }
  const medianOf = (size: number, of: (each: Correlated) => number) =>
    median((results.get(size) ?? []).map(of));
  const time = (size: number) => medianOf(size, ({ microsecondsPerAlert }) => microsecondsPerAlert);
  const memory = (size: number) => medianOf(size, ({ heapMegabytes }) => heapMegabytes);
  const [small, , large] = sizes;
  const growth = '100,000 against 1,000';
  return [
    ...sizes.flatMap((size) => [
      figure(`${size.toLocaleString('en')} alerts`, 'time per alert', time(size), 'µs'),
      figure(`${size.toLocaleString('en')} alerts`, 'heap', memory(size), 'MB'),
    ]),
    { ...figure(growth, 'time per alert', time(large) / time(small), 'times'), target: { atMost: 1.2 } },
    { ...figure(growth, 'heap', memory(large) / memory(small), 'times'), target: { atMost: 1.3 } },
  ];
}

async function measure(size: number): Promise<Correlated> {
  const child = fork(resolve(import.meta.dirname, 'measure-correlation.ts'), [String(size)]);
  const ended = once(child, 'exit');
  const message: Promise<Correlated[]> = once(child, 'message');
  const [result] = await Promise.race([
    message,
    ended.then(([code]) => {
      throw new Error(`Correlating ${size} alerts ended with ${String(code)}`);
    }),
  ]);
  await ended;
  if (result === undefined) throw new Error('Nothing was measured');
  return result;
}

function figure(subject: string, name: string, value: number, unit: Measurement['unit']): Measurement {
  return { suite: 'correlate', subject, figure: name, value, unit, target: null };
}
