import type { Assessment } from '../incident.ts';
import type { Evidence, MetricName, MetricReading } from './evidence.ts';
import { blastRadiusFacts, logFacts } from './impact-facts.ts';

/** One thing that triage found, in a sentence. Text may quote hostile input: escape it. */
export interface EvidenceFact {
  readonly kind: 'metric' | 'logs' | 'blast-radius' | 'suspect' | 'ruled-out' | 'unavailable';
  readonly text: string;
  /** When it happened or was read, ISO 8601 UTC. */
  readonly at: string;
  /** The query or file it comes from. */
  readonly source: string | null;
  /** The series behind a metric, oldest first; null is a gap. Empty for the others. */
  readonly points: readonly (number | null)[];
}

const metricWords: Readonly<Record<MetricName, string>> = {
  errorRate: 'Error rate',
  latencyP50: 'Median latency',
  latencyP99: 'Latency of the slowest 1 %',
  traffic: 'Traffic',
  saturation: 'Saturation',
  dlqDepth: 'Messages in the dead-letter queue',
  dlqAge: 'Age of the oldest dead letter',
};

const unitWords: Readonly<Record<MetricReading['unit'], string>> = {
  percent: ' %',
  milliseconds: ' ms',
  count: '',
  seconds: ' s',
};

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
  const unavailable = (assessment?.unavailable ?? []).map(({ kind, reason, gatheredAt }) => ({
    ...plain,
    kind: 'unavailable' as const,
    at: gatheredAt,
    text: `No ${kind.replace('-', ' ')}: ${reason}`,
  }));
  const impact = evidence.flatMap((each) => ('dimensions' in each ? blastRadiusFacts(each) : []));
  const errors = evidence.flatMap((each) => ('patterns' in each ? logFacts(each) : []));
  const isKnown = ({ kind }: EvidenceFact) => kind !== 'unavailable';
  return [
    ...suspectFact('suspect'),
    ...readings,
    ...impact.filter(isKnown),
    ...errors,
    ...suspectFact('ruled-out'),
    ...impact.filter((fact) => !isKnown(fact)),
    ...unavailable,
  ];
}

/** The metric's name in words. */
export function metricLabel(name: MetricName): string {
  return metricWords[name];
}

/** A value with its unit, with at most three significant digits. */
export function metricValue(value: number, unit: MetricReading['unit']): string {
  return `${Number(value.toPrecision(3))}${unitWords[unit]}`;
}

/** Unit in which a metric is always given. */
export function unitOf(name: MetricName): MetricReading['unit'] {
  if (name === 'errorRate' || name === 'saturation') return 'percent';
  if (name === 'latencyP50' || name === 'latencyP99') return 'milliseconds';
  return name === 'dlqAge' ? 'seconds' : 'count';
}

const plain = { source: null, points: [] } as const;

function metricFact(reading: MetricReading, gatheredAt: string): EvidenceFact {
  const { name, unit, current, baseline, onsetAt, query, points } = reading;
  const now = current === null ? 'no reading' : metricValue(current, unit);
  const usual = baseline === null ? '' : `, usually ${metricValue(baseline.median, unit)}`;
  const since = onsetAt === null ? '' : `, since ${onsetAt.slice(11, 19)} UTC`;
  return {
    kind: 'metric',
    text: `${metricLabel(name)} ${now}${usual}${since}`,
    at: gatheredAt,
    source: query,
    points: points.map(({ value }) => value),
  };
}

function withReasons(summary: string, reasons: readonly string[]): string {
  return reasons.length === 0 ? summary : `${summary} (${reasons.join('; ')})`;
}
