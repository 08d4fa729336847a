import type { Verdict } from './verdict.ts';

/** How good triage is over some verdicts. Shares are 0–1; null where there is nothing to divide by. */
export interface Measures {
  readonly scenarios: number;
  readonly withCulprit: number;
  readonly healthy: number;
  /** Of those in which a change is blamed: the right one and no other. */
  readonly precision: number | null;
  /** Of those with a culprit: it is blamed, and nothing else is. */
  readonly recall: number | null;
  /** Of those without a culprit: no change is blamed. */
  readonly abstention: number | null;
  /** Of the healthy ones: a change is blamed. */
  readonly falseBlame: number | null;
  readonly symptom: number | null;
  readonly severity: number | null;
}

export function measure(verdicts: readonly Verdict[]): Measures {
  const share = (all: readonly Verdict[], holds: (verdict: Verdict) => boolean): number | null =>
    all.length === 0 ? null : all.filter(holds).length / all.length;
  const guilty = verdicts.filter(({ hasCulprit }) => hasCulprit);
  const innocent = verdicts.filter(({ hasCulprit }) => !hasCulprit);
  const healthy = verdicts.filter((verdict) => verdict.healthy);
  return {
    scenarios: verdicts.length,
    withCulprit: guilty.length,
    healthy: healthy.length,
    precision: share(
      verdicts.filter(({ blames }) => blames),
      ({ right }) => right,
    ),
    recall: share(guilty, ({ right }) => right),
    abstention: share(innocent, ({ blames }) => !blames),
    falseBlame: share(healthy, ({ blames }) => blames),
    symptom: share(verdicts, ({ symptomRight }) => symptomRight),
    severity: share(verdicts, ({ severityRight }) => severityRight),
  };
}

/** The measures of every kind, in the order of their names. */
export function measureByKind(verdicts: readonly Verdict[]): ReadonlyMap<string, Measures> {
  const kinds = Map.groupBy(verdicts, ({ kind }) => kind);
  return new Map([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, of]) => [kind, measure(of)]));
}
