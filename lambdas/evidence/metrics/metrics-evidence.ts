import type { MetricReading, MetricsEvidence } from '../../domain/records/evidence.ts';
import type { EvidenceFact } from '../../domain/reporting/evidence/evidence-fact.ts';
import { latestText } from '../../domain/reporting/evidence/latest-text.ts';
import { qualityLabel } from '../../domain/reporting/labels/quality-labels.ts';
import { degradedFirst } from '../../domain/triage/series/degraded-first.ts';
import { metricLabel, metricValue } from '../../domain/triage/series/metric-labels.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { metricsConditions } from './metrics-conditions.ts';
import { metricsResponse } from './metrics-response.ts';

const linesShown = 3;

/** What the service measures of itself, with baseline and onset. */
export const metricsEvidence = {
  kind: 'metrics',
  title: 'Metrics',
  handler: 'read-metrics',
  conditions: metricsConditions,
  response: metricsResponse,
  gathered: ({ readings }) =>
    `Metrics read: ${readings.map(timelineText).join('; ') || 'none are configured'}`,
  missing: ({ missing = [] }) => missing.map(({ name, reason }) => `${metricLabel(name)}: ${reason}`),
  facts: ({ readings, gatheredAt, latest }) => [
    ...readings.map((reading) => factOf(reading, gatheredAt)),
    ...(latest === undefined
      ? []
      : [{ kind: 'metric' as const, text: latestText(latest), at: latest.at, source: null, points: [] }]),
  ],
  glance: {
    term: 'Measured',
    none: 'No metric has left its usual range.',
    unread: 'No metric is configured.',
    lines({ readings, latest }) {
      if (readings.length === 0) return null;
      const left = degradedFirst(readings).filter(({ onsetAt }) => onsetAt !== null);
      const lines = left.slice(0, linesShown).map(
        (reading) =>
          [
            { tone: 'plain', text: `${metricLabel(reading.name)} ` },
            { tone: 'strong', text: currentOf(reading, 'no current reading') },
            { tone: 'plain', text: usualOf(reading, '') },
          ] as const,
      );
      const now = latest === undefined ? [] : [[{ tone: 'plain', text: latestText(latest) }] as const];
      return { lines: [...lines, ...now], more: left.length - lines.length };
    },
  },
  section: ({ readings, gatheredAt, latest }) =>
    readings.length === 0
      ? null
      : {
          id: 'metrics',
          heading: 'Metrics',
          lead: `Read ${gatheredAt}. Shaded: the usual range.`,
          caveat: latest === undefined ? null : `${latestText(latest)}.`,
          items: degradedFirst(readings).map((reading) => ({ form: 'series', reading })),
          source: null,
        },
  postmortem: {
    section: 'impact',
    statements: ({ readings }) =>
      readings
        .filter(({ onsetAt, current }) => onsetAt !== null && current !== null)
        .map((reading) => {
          const usual = reading.baseline === null ? '' : ` (${usualOf(reading, '').slice(2)})`;
          return {
            text: `${metricLabel(reading.name)} was ${currentOf(reading, '')}${usual}, since ${reading.onsetAt}.`,
            counted: 'the median of its newest readings',
            query: reading.query,
          };
        }),
  },
} satisfies EvidencePlugIn<MetricsEvidence>;

function currentOf({ current, unit }: MetricReading, none: string): string {
  return current === null ? none : metricValue(current, unit);
}

/** `, usually 0.4 %`. */
function usualOf({ baseline, unit }: MetricReading, none: string): string {
  return baseline === null ? none : `, usually ${metricValue(baseline.median, unit)}`;
}

function timelineText(reading: MetricReading): string {
  const { name, onsetAt } = reading;
  const since = onsetAt === null ? '' : `, since ${onsetAt}`;
  return `${metricLabel(name)} ${currentOf(reading, 'no reading')} (${usualOf(reading, ', no baseline').slice(2)}${since})`;
}

function factOf(reading: MetricReading, gatheredAt: string): EvidenceFact {
  const { name, onsetAt, qualityFlags, query, points } = reading;
  const since = onsetAt === null ? '' : `, since ${onsetAt.slice(11, 19)} UTC`;
  const flags = qualityFlags.length === 0 ? '' : ` (${qualityLabel(qualityFlags)})`;
  return {
    kind: 'metric',
    text: `${metricLabel(name)} ${currentOf(reading, 'no reading')}${usualOf(reading, '')}${since}${flags}`,
    at: gatheredAt,
    source: query,
    points: points.map(({ value }) => value),
  };
}
