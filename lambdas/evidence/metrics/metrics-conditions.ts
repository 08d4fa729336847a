import { type MetricReading, type MetricsEvidence, metricNames } from '../../domain/records/evidence.ts';
import type { EvidenceValues } from '../../domain/triage/conditions/evidence-conditions.ts';

const fields = {
  current: 'anything',
  baseline: 'anything',
  deviation: 'anything',
  samples: 'anything',
  onsetAt: 'anything',
} as const;

export const metricsConditions: EvidenceValues<MetricsEvidence> = {
  name: 'metrics',
  fields: Object.fromEntries(metricNames.map((name) => [name, fields])),
  values: ({ readings }) => Object.fromEntries(readings.map((reading) => [reading.name, valuesOf(reading)])),
};

/** Only what is known and a number: `has()` tells the rest. `baseline` is the median itself. */
function valuesOf({ current, baseline, onsetAt }: MetricReading): Readonly<Record<string, unknown>> {
  const known = {
    current,
    baseline: baseline?.median,
    deviation: baseline?.deviation,
    samples: baseline?.samples,
    onsetAt,
  };
  return Object.fromEntries(
    Object.entries(known).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  );
}
