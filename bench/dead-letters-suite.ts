import { classifyDeaths } from '../lambdas/domain/dead-letters/classify-deaths.ts';
import { readDeath } from '../lambdas/domain/dead-letters/death.ts';
import { type DeathClass, deathClasses } from '../lambdas/domain/dead-letters/death-classes.ts';
import { loggedReasons } from '../lambdas/domain/dead-letters/logged-reasons.ts';
import { generateDeadLetters } from './dead-letters/generate.ts';
import type { BenchReport, BenchSuite, Measurement } from './measuring/measurement.ts';
import { seedsOf } from './measuring/seeds.ts';
import { align } from './measuring/table.ts';

const messages = 10_000;
const ownSeeds = { first: 1, last: 3 };

/** How many messages of a class were given which class. */
type Table = ReadonlyMap<DeathClass, ReadonlyMap<DeathClass, number>>;

/** Ten thousand dead letters of mixed causes: what they are taken for, and whether that is true. */
export const deadLettersSuite: BenchSuite = async ({ seeds }): Promise<BenchReport> => {
  const table = new Map<DeathClass, Map<DeathClass, number>>();
  let count = 0;
  for (const seed of seedsOf(seeds ?? ownSeeds)) {
    const { letters, truth, lines, outages } = generateDeadLetters(messages, seed);
    const logged = loggedReasons(letters, lines);
    const deaths = letters.map((letter) => readDeath(letter, logged.get(letter.id) ?? null));
    for (const group of classifyDeaths(deaths, { retentionSeconds: 1_209_600, outages })) {
      for (const id of group.messageIds) {
        const was = truth.get(id) ?? 'unknown';
        const row = table.get(was) ?? new Map<DeathClass, number>();
        table.set(was, row.set(group.class, (row.get(group.class) ?? 0) + 1));
        count += 1;
      }
    }
  }
  return {
    measurements: measurementsOf(table, count),
    details: renderTable(table),
    summary: { table: plain(table) },
  };
};

function measurementsOf(table: Table, count: number): readonly Measurement[] {
  const of = (truth: DeathClass, given: DeathClass): number => table.get(truth)?.get(given) ?? 0;
  const sum = (pairs: readonly (readonly [DeathClass, DeathClass])[]): number =>
    pairs.reduce((total, [truth, given]) => total + of(truth, given), 0);
  const pairs = deathClasses.flatMap((truth) => deathClasses.map((given) => [truth, given] as const));
  const named = pairs.filter(([, given]) => given !== 'unknown');
  const right = sum(named.filter(([truth, given]) => truth === given));
  const knowable = sum(pairs.filter(([truth]) => truth !== 'unknown'));
  const unknowable = sum(pairs.filter(([truth]) => truth === 'unknown'));
  const figure = (name: string, value: number, target: Measurement['target']): Measurement => ({
    suite: 'dead-letters',
    subject: `${count} messages`,
    figure: name,
    value,
    unit: 'share',
    target,
  });
  return [
    figure('precision', right / sum(named), { atLeast: 0.98 }),
    figure('recall', right / knowable, { atLeast: 0.9 }),
    figure('abstention', of('unknown', 'unknown') / unknowable, { atLeast: 0.98 }),
  ];
}

function renderTable(table: Table): string {
  const rows = deathClasses.map((truth) => [
    truth,
    ...deathClasses.map((given) => String(table.get(truth)?.get(given) ?? 0)),
  ]);
  const header = ['is \\ taken for', ...deathClasses];
  return align([header, ...rows], new Set(deathClasses.map((_, index) => index + 1)));
}

function plain(table: Table): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...table].map(([truth, row]) => [truth, Object.fromEntries(row)]));
}
