import { join } from 'node:path';
import { loadPolicy } from '../lambdas/adapters/policy/load-policy.ts';
import { loadScenario, scenarioNames } from '../local/world/scenario/scenario.ts';
import { type BenchReport, type BenchSuite, type Measurement, percentile } from './measuring/measurement.ts';
import { type SeedRange, seedsOf } from './measuring/seeds.ts';
import { align } from './measuring/table.ts';
import { judgeResponse, type ResponseVerdict } from './respond/judge-response.ts';
import { playResponse } from './respond/play-response.ts';
import { startOf } from './triage/start-of.ts';

/** A few of those that triage is never tuned with: a whole incident takes its time. */
const heldOut: SeedRange = { first: 1001, last: 1003 };

/** Whole incidents of every scenario in some variants: what is done to the account, and whether that was right. */
export const respondSuite: BenchSuite = async ({ seeds }): Promise<BenchReport> => {
  const range = seeds ?? heldOut;
  const verdicts: ResponseVerdict[] = [];
  const root = join(import.meta.dirname, '..');
  for (const name of scenarioNames()) {
    const policy = await loadPolicy(join(root, loadScenario(name).policy ?? 'policy'));
    for (const seed of seedsOf(range)) {
      const scenario = loadScenario(name, seed);
      verdicts.push(judgeResponse(scenario, await playResponse(scenario, policy, startOf(name, seed))));
    }
  }
  return {
    measurements: measurementsOf(verdicts),
    details: renderKinds(verdicts),
    summary: { seeds: `${range.first}-${range.last}`, verdicts },
  };
};

function measurementsOf(verdicts: readonly ResponseVerdict[]): readonly Measurement[] {
  const actionable = verdicts.filter((verdict) => verdict.actionable);
  const stabilized = actionable.filter((verdict) => verdict.stabilized);
  const seconds = verdicts.flatMap((verdict) => verdict.seconds ?? []);
  const forPeople = verdicts.flatMap(({ leftToPeople }) => leftToPeople ?? []);
  const wrong = verdicts.reduce((sum, verdict) => sum + verdict.wrong.length, 0);
  const suite = 'respond';
  const subject = `${verdicts.length} scenarios`;
  return [
    { suite, subject, figure: 'wrong actions', value: wrong, unit: 'count', target: { atMost: 0 } },
    {
      suite,
      subject,
      figure: 'stabilized by the right action',
      value: actionable.length === 0 ? 1 : stabilized.length / actionable.length,
      unit: 'share',
      target: null,
    },
    {
      suite,
      subject,
      figure: 'left to people where they must look',
      value: forPeople.length === 0 ? 1 : forPeople.filter(Boolean).length / forPeople.length,
      unit: 'share',
      target: null,
    },
    ...([0.5, 0.9] as const).map(
      (share): Measurement => ({
        suite,
        subject,
        figure: `time to stabilize, p${share * 100}`,
        value: percentile(seconds, share),
        unit: 's',
        target: null,
      }),
    ),
  ];
}

function renderKinds(verdicts: readonly ResponseVerdict[]): string {
  const rows = [...Map.groupBy(verdicts, ({ kind }) => kind)].map(([kind, of]) => [
    kind,
    countOf(of, ({ actionable, stabilized }) => (actionable ? stabilized : null)),
    countOf(of, ({ leftToPeople }) => leftToPeople),
    of.flatMap(({ seed, wrong }) => wrong.map((each) => `${each} (seed ${seed})`)).join(', '),
    of
      .flatMap(({ seed, actionable, stabilized, leftToPeople }) =>
        (actionable && !stabilized) || leftToPeople === false ? [seed] : [],
      )
      .join(' '),
  ]);
  return align(
    [['kind', 'stabilized', 'left to people', 'wrong actions', 'other seeds'], ...rows],
    new Set(),
  );
}

/** How many of those that it is asked of; empty where it is asked of none. */
function countOf(of: readonly ResponseVerdict[], isSo: (verdict: ResponseVerdict) => boolean | null): string {
  const asked = of.flatMap((verdict) => isSo(verdict) ?? []);
  return asked.length === 0 ? '' : `${asked.filter(Boolean).length} of ${asked.length}`;
}
