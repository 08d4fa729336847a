import type { Assessment } from '../incident.ts';
import type { Evidence, MetricName, MetricReading, SeriesRemark } from './evidence.ts';

/** One thing that triage found, in a sentence. Text may quote hostile input: escape it. */
export interface EvidenceFact {
  readonly kind: 'metric' | 'suspect' | 'ruled-out' | 'unavailable';
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

const remarkWords: Readonly<Record<SeriesRemark, string>> = {
  gaps: 'readings are missing',
  sparse: 'most readings are missing',
  stopped: 'the newest readings are missing',
  reset: 'its counter began anew',
  bursty: 'mostly quiet with peaks',
  constant: 'it never varies',
  short: 'no baseline',
};

/** What is odd about a series, in words. */
export function remarkLabel(remark: SeriesRemark): string {
  return remarkWords[remark];
}

/** The grounds of a plan, most telling first: suspects, metrics, what was ruled out, what could not be read. */
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
      ? (each.missing ?? []).map(({ name, reason }) =>
          unavailableFact(lowerFirst(metricLabel(name)), reason, each.gatheredAt),
        )
      : [],
  );
  return [...suspectFact('suspect'), ...readings, ...suspectFact('ruled-out'), ...missing, ...unavailable];
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
  const { name, unit, current, baseline, onsetAt, remarks, query, points } = reading;
  const now = current === null ? 'no reading' : metricValue(current, unit);
  const usual = baseline === null ? '' : `, usually ${metricValue(baseline.median, unit)}`;
  const since = onsetAt === null ? '' : `, since ${onsetAt.slice(11, 19)} UTC`;
  return {
    kind: 'metric',
    text: `${metricLabel(name)} ${now}${usual}${since}${remarks.length === 0 ? '' : ` (${remarks.map(remarkLabel).join(', ')})`}`,
    at: gatheredAt,
    source: query,
    points: points.map(({ value }) => value),
  };
}

function unavailableFact(what: string, reason: string, at: string): EvidenceFact {
  return { ...plain, kind: 'unavailable', at, text: `No ${what}: ${reason}` };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function withReasons(summary: string, reasons: readonly string[]): string {
  return reasons.length === 0 ? summary : `${summary} (${reasons.join('; ')})`;
}
