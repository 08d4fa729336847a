import type { CompiledPolicy } from '../../policy/policy.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Alert, IncidentAlert } from '../../records/alert.ts';
import {
  type Evidence,
  type MetricReading,
  type MetricsEvidence,
  readingsOf,
} from '../../records/evidence.ts';
import { type SeverityVerdict, severities } from '../../records/severity.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceConditions } from '../conditions/evidence-conditions.ts';
import { classifySeverity } from './classify-severity.ts';
import { findSeverityOverride } from './severity-entries.ts';

export interface KnownSignals {
  readonly policy: CompiledPolicy['severity'];
  readonly service: ServicePolicy | null;
  readonly alerts: readonly IncidentAlert[];
  /** What triage found. */
  readonly stored: readonly Evidence[];
  /** What was read just now; the same as stored at triage. */
  readonly fresh: readonly Evidence[];
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly entries: readonly TimelineEntry[];
}

/** A reading must be worse than all that was known by so much: metrics vary. */
const clearly = 1.1;

/**
 * The severity that the signals call for by themselves. Once a person has set it, only what is worse than what was known then: an alert
 * that came later and is of another symptom or worse, or a metric that is clearly worse than it ever was. Null when nothing is.
 */
export function severitySince(signals: KnownSignals): SeverityVerdict | null {
  const { alerts, fresh, entries } = signals;
  const override = findSeverityOverride(entries);
  if (override === null) {
    return verdictOf(
      signals,
      alerts.map(({ alert }) => alert),
      fresh,
    );
  }
  const known = knownVerdicts(signals, override.at);
  const later = alerts
    .filter(({ firstSeenAt }) => firstSeenAt > override.at)
    .map(({ alert }) => verdictOf(signals, [alert], []))
    .filter((verdict) => !known.some((each) => covers(each, verdict)));
  const worse = worseEvidence(signals, override.at);
  const verdicts = worse.length === 0 ? later : [...later, verdictOf(signals, [], worse)];
  return (
    verdicts.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))[0] ?? null
  );
}

function verdictOf(
  { policy, service, evidenceKinds }: KnownSignals,
  alerts: readonly Alert[],
  evidence: readonly Evidence[],
) {
  return classifySeverity(policy, { alerts, service, evidence, evidenceKinds }).verdict;
}

/** What policy said, alert by alert, of what there was at that time. */
function knownVerdicts(signals: KnownSignals, at: string): readonly SeverityVerdict[] {
  const before = signals.alerts.filter(({ firstSeenAt }) => firstSeenAt <= at).map(({ alert }) => alert);
  const evidence = signals.stored.filter(({ gatheredAt }) => gatheredAt <= at);
  return [verdictOf(signals, [], evidence), ...before.map((alert) => verdictOf(signals, [alert], evidence))];
}

/** A person who knew of this symptom at least as bad knew enough. */
function covers(known: SeverityVerdict, { severity, symptom }: SeverityVerdict): boolean {
  return known.symptom === symptom && severities.indexOf(known.severity) <= severities.indexOf(severity);
}

/** Evidence of another kind that came later, and the metrics that are clearly worse than they were known to be. */
function worseEvidence({ stored, fresh }: KnownSignals, at: string): readonly Evidence[] {
  const readings = readingsOf(fresh);
  const before = readingsOf(stored.filter(({ gatheredAt }) => gatheredAt <= at));
  const worse = readings.filter((reading) =>
    isClearlyWorse(reading, [
      ...before.filter(({ name }) => name === reading.name).map(({ current }) => current),
      ...valuesBefore(reading, at),
    ]),
  );
  const metrics = fresh.find((each): each is MetricsEvidence => 'readings' in each);
  const others = fresh.filter(
    (each) => each.kind !== 'metrics' && each.status === 'available' && each.gatheredAt > at,
  );
  return metrics === undefined || worse.length === 0 ? others : [{ ...metrics, readings: worse }, ...others];
}

/** What the person could see at that time: the points of the series before it, three together as `current` is made. */
function valuesBefore({ points }: MetricReading, at: string): readonly (number | null)[] {
  return points.filter((point) => point.at <= at).map(({ value }) => value);
}

/** Less traffic is worse, more of anything else. What was never known is worse than nothing. */
function isClearlyWorse({ name, current }: MetricReading, known: readonly (number | null)[]): boolean {
  if (current === null) return false;
  const values = known.filter((value) => value !== null);
  if (values.length === 0) return true;
  return name === 'traffic'
    ? current < Math.min(...values) / clearly
    : current > Math.max(...values) * clearly;
}
