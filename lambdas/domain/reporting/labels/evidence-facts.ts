import type { Evidence, MetricReading } from '../../records/evidence.ts';
import type { Assessment } from '../../records/incident.ts';
import { metricLabel, metricValue } from '../../triage/series/metric-labels.ts';
import { blastRadiusFacts, logFacts } from './impact-facts.ts';
import { missingLabels } from './missing-labels.ts';
import { qualityLabel } from './quality-labels.ts';

export const factKinds = ['metric', 'logs', 'blast-radius', 'suspect', 'ruled-out', 'unavailable'] as const;

/** One thing that triage found, in a sentence. Text may quote hostile input: escape it. */
export interface EvidenceFact {
  readonly kind: (typeof factKinds)[number];
  readonly text: string;
  /** When it happened or was read, ISO 8601 UTC. */
  readonly at: string;
  /** The query or file it comes from. */
  readonly source: string | null;
  /** The series behind a metric, oldest first; null is a gap. Empty for the others. */
  readonly points: readonly (number | null)[];
}

/**
 * The grounds of a plan, most telling first: suspects, metrics, who is affected, log errors, what was ruled out, what could
 * not be read.
 */
export function evidenceFacts(
  evidence: readonly Evidence[],
  assessment: Assessment | null,
): readonly EvidenceFact[] {
  const readings = evidence.flatMap((each) =>
    'readings' in each ? each.readings.map((r) => metricFact(r, each.gatheredAt)) : [],
  );
  const suspects = assessment?.suspects ?? [];
  const suspectFact = (kind: 'suspect' | 'ruled-out') =>
    suspects
      .filter(({ ruledOut }) => ruledOut === (kind === 'ruled-out'))
      .map(({ summary, reasons, at }) => ({ ...plain, kind, at, text: withReasons(summary, reasons) }));
  const unavailable = (assessment?.unavailable ?? []).map(({ kind, reason, gatheredAt }) =>
    unavailableFact(kind.replace('-', ' '), reason, gatheredAt),
  );
  const missing = evidence.flatMap((each) =>
    'missing' in each
      ? missingLabels(each.missing ?? []).map((text) => ({
          ...plain,
          kind: 'unavailable' as const,
          at: each.gatheredAt,
          text: `Not read: ${text}`,
        }))
      : [],
  );
  const impact = evidence.flatMap((each) => ('dimensions' in each ? blastRadiusFacts(each) : []));
  const errors = evidence.flatMap((each) => ('patterns' in each ? logFacts(each) : []));
  return [
    ...suspectFact('suspect'),
    ...readings,
    ...impact,
    ...errors,
    ...suspectFact('ruled-out'),
    ...missing,
    ...unavailable,
  ];
}

const plain = { source: null, points: [] } as const;

function metricFact(reading: MetricReading, gatheredAt: string): EvidenceFact {
  const { name, unit, current, baseline, onsetAt, qualityFlags, query, points } = reading;
  const now = current === null ? 'no reading' : metricValue(current, unit);
  const usual = baseline === null ? '' : `, usually ${metricValue(baseline.median, unit)}`;
  const since = onsetAt === null ? '' : `, since ${onsetAt.slice(11, 19)} UTC`;
  return {
    kind: 'metric',
    text: `${metricLabel(name)} ${now}${usual}${since}${qualityFlags.length === 0 ? '' : ` (${qualityLabel(qualityFlags)})`}`,
    at: gatheredAt,
    source: query,
    points: points.map(({ value }) => value),
  };
}

function unavailableFact(what: string, reason: string, at: string): EvidenceFact {
  return { ...plain, kind: 'unavailable', at, text: `No ${what}: ${reason}` };
}

function withReasons(summary: string, reasons: readonly string[]): string {
  return reasons.length === 0 ? summary : `${summary} (${reasons.join('; ')})`;
}
