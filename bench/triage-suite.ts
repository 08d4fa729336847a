import { join } from 'node:path';
import { loadPolicy } from '../lambdas/adapters/policy/load-policy.ts';
import { loadScenario, scenarioNames } from '../local/world/scenario/scenario.ts';
import type { BenchReport, BenchSuite, Measurement } from './measuring/measurement.ts';
import { type SeedRange, seedsOf } from './measuring/seeds.ts';
import { align } from './measuring/table.ts';
import { type Measures, measure, measureByKind } from './triage/measures.ts';
import { playScenario } from './triage/play-scenario.ts';
import { startOf } from './triage/start-of.ts';
import { judge, type Verdict } from './triage/verdict.ts';

/** Held out: triage is tuned with 1-40 only. */
const heldOut: SeedRange = { first: 1001, last: 1020 };
const targets = {
  recall: { atLeast: 0.9 },
  abstention: { atLeast: 0.9 },
  falseBlame: { atMost: 0 },
} as const;

/** Triage on every scenario about it in many variants: whether it blames the right change, and nobody where no change is to blame. */
export const triageSuite: BenchSuite = async ({ seeds }): Promise<BenchReport> => {
  const range = seeds ?? heldOut;
  const policy = await loadPolicy(join(import.meta.dirname, '..', 'policy'));
  const verdicts: Verdict[] = [];
  for (const name of scenarioNames().filter((each) => loadScenario(each).about === 'triage')) {
    for (const seed of seedsOf(range)) {
      const scenario = loadScenario(name, seed);
      const startAtMs = startOf(name, seed);
      verdicts.push(judge(scenario, await playScenario(scenario, policy, startAtMs), startAtMs));
    }
  }
  const overall = measure(verdicts);
  const kinds = measureByKind(verdicts);
  return {
    measurements: measurementsOf(overall),
    details: renderKinds(kinds, verdicts),
    summary: {
      seeds: `${range.first}-${range.last}`,
      ...overall,
      kinds: Object.fromEntries(kinds),
      wrong: verdicts.filter(isWrong).map(({ kind, seed, blamed }) => ({ kind, seed, blamed })),
    },
  };
};

function isWrong({ hasCulprit, right, blames }: Verdict): boolean {
  return hasCulprit ? !right : blames;
}

function measurementsOf(overall: Measures): readonly Measurement[] {
  const figures: readonly (readonly [figure: keyof Measures, target: Measurement['target']])[] = [
    ['precision', null],
    ['recall', targets.recall],
    ['abstention', targets.abstention],
    ['falseBlame', targets.falseBlame],
    ['symptom', null],
    ['severity', null],
  ];
  return figures.flatMap(([figure, target]) => {
    const value = overall[figure];
    if (value === null) return [];
    const subject = `${overall.scenarios} scenarios`;
    return [{ suite: 'triage', subject, figure, value, unit: 'share', target }];
  });
}

function renderKinds(kinds: ReadonlyMap<string, Measures>, verdicts: readonly Verdict[]): string {
  const shown = (share: number | null): string => (share === null ? '' : share.toFixed(2));
  const rows = [...kinds].map(([kind, measures]) => {
    const wrong = verdicts.filter((verdict) => verdict.kind === kind && isWrong(verdict));
    return [
      kind,
      shown(measures.precision),
      shown(measures.recall),
      shown(measures.abstention),
      shown(measures.falseBlame),
      shown(measures.symptom),
      shown(measures.severity),
      wrong.map(({ seed }) => seed).join(' '),
    ];
  });
  const headings = [
    'kind',
    'precision',
    'recall',
    'abstention',
    'falseBlame',
    'symptom',
    'severity',
    'wrong seeds',
  ];
  return align([headings, ...rows], new Set([1, 2, 3, 4, 5, 6]));
}
