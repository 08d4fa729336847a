import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Measurement, median, percentile } from '../measuring/measurement.ts';
import { type Contestant, startAlertmanager, startLaptop, startOwn } from './contestants.ts';
import type { Load, LoadResult } from './load.ts';
import { canPin, cores, memoryOf, nextMessage, processorSeconds, startScript } from './pinned-process.ts';

const warmUpRounds = 12;
const rounds = 7;
const requestsPerRound = 4000;
const connections = 32;
const durableRequests = 200;

const names = {
  bare: 'bare node:http',
  receive: 'receive path',
  alertmanager: 'Alertmanager',
  laptop: 'npm start, durable',
};

/**
 * How many single alerts a second are accepted on one core, beside a bare server and Alertmanager. All are asked one after the other in every
 * round, so that what else the machine does falls on all alike; ratios are those of one round, and their median is reported.
 */
export async function receiveSuite(): Promise<readonly Measurement[]> {
  if (!canPin) console.error('receive: no second core or no taskset, so server and load share the cores');
  // Ended from outside, it ends what it has started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const generator = startScript(cores.load, 'put-load.ts');
  const contestants: Contestant[] = [];
  try {
    await nextMessage(generator);
    contestants.push(await startOwn(names.bare, 'bare'), await startOwn(names.receive, 'receive'));
    const alertmanager = await startAlertmanager(names.alertmanager);
    if (alertmanager === null)
      console.error('receive: prometheus-alertmanager is not installed, so it is left out');
    else contestants.push(alertmanager);
    const results = await race(generator, contestants);
    const durable = await measureLaptop(generator);
    return [...figures(contestants, results), ...durable, ...(await cpuFigures())];
  } finally {
    generator.kill();
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}

/** The results of each contestant, round by round; the first rounds only warm up. */
async function race(
  generator: ChildProcess,
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const results = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const contestant of contestants) {
      const result = await ask(generator, contestant, { requests: requestsPerRound, connections });
      if (round >= 0) results.get(contestant.name)?.push(result);
    }
  }
  return results;
}

interface Round extends LoadResult {
  /** What the server used of its core; null where that cannot be seen. */
  readonly processorSeconds: number | null;
}

async function ask(
  generator: ChildProcess,
  { process: server, target }: Contestant,
  amount: Pick<Load, 'requests' | 'connections'>,
): Promise<Round> {
  const before = processorSeconds(server);
  const load: Load = { ...target, ...amount };
  generator.send(load);
  const response = await nextMessage<{ readonly result?: LoadResult; readonly error?: string }>(generator);
  if (response.result === undefined) throw new Error(`The load came to nothing: ${response.error ?? ''}`);
  const after = processorSeconds(server);
  return { ...response.result, processorSeconds: after === null || before === null ? null : after - before };
}

function figures(
  contestants: readonly Contestant[],
  results: ReadonlyMap<string, readonly Round[]>,
): readonly Measurement[] {
  const ratesOf = (name: string) => (results.get(name) ?? []).map(rateOf);
  const ratio = (other: string, atLeast: number): Measurement[] => {
    const others = ratesOf(other);
    if (others.length === 0) return [];
    const ratios = ratesOf(names.receive).map((rate, round) => rate / (others[round] ?? Number.NaN));
    return [
      {
        ...figure(names.receive, `accepted, against ${other}`, median(ratios), 'times'),
        target: { atLeast },
      },
    ];
  };
  return [
    ...contestants.flatMap((contestant) => loadFigures(contestant, results.get(contestant.name) ?? [])),
    ...ratio(names.bare, 0.3),
    ...ratio(names.alertmanager, 1),
  ];
}

function loadFigures(contestant: Contestant, results: readonly Round[]): readonly Measurement[] {
  const { name } = contestant;
  const latencies = results.flatMap(({ latencies }) => latencies);
  const memory = memoryOf(contestant.process);
  const processor = sum(results.map(({ processorSeconds }) => processorSeconds ?? 0));
  return [
    figure(name, 'accepted', median(results.map(rateOf)), 'per second'),
    ...(processor === 0
      ? []
      : [figure(name, 'accepted in a second of processor time', latencies.length / processor, 'per second')]),
    figure(name, 'not accepted', sum(results.map(({ refused }) => refused)), 'count'),
    figure(name, 'p50', percentile(latencies, 0.5), 'ms'),
    figure(name, 'p99', percentile(latencies, 0.99), 'ms'),
    ...(memory === null
      ? []
      : [figure(name, 'memory', memory.now, 'MB'), figure(name, 'most memory', memory.most, 'MB')]),
  ];
}

/** The real endpoint on disk: gateway, function, queue. Reported beside the rest; it is no contestant. */
async function measureLaptop(generator: ChildProcess): Promise<readonly Measurement[]> {
  const laptop = await startLaptop(names.laptop);
  try {
    const amount = { requests: durableRequests, connections: 8 };
    await ask(generator, laptop, amount);
    return loadFigures(laptop, [await ask(generator, laptop, amount)]);
  } finally {
    await laptop.stop();
  }
}

async function cpuFigures(): Promise<readonly Measurement[]> {
  const child = startScript(cores.server, 'measure-cpu.ts');
  const message = nextMessage<Readonly<Record<string, readonly number[]>>>(child);
  const [samples] = await Promise.all([message, once(child, 'exit')]);
  return Object.entries(samples).flatMap(([name, values]) => [
    {
      ...figure('one warm delivery', `processor time p50, ${name}`, percentile(values, 0.5), 'µs'),
      target: name === 'receive path' ? { atMost: 20 } : null,
    },
    figure('one warm delivery', `processor time p99, ${name}`, percentile(values, 0.99), 'µs'),
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rateOf({ latencies, refused, seconds }: LoadResult): number {
  return (latencies.length - refused) / seconds;
}

function figure(subject: string, name: string, value: number, unit: Measurement['unit']): Measurement {
  return { suite: 'receive', subject, figure: name, value, unit, target: null };
}
