import type { IncidentAlert } from '../../records/alert.ts';
import type {
  AvailableEvidence,
  ChangesEvidence,
  Evidence,
  EvidenceKind,
  MetricReading,
} from '../../records/evidence.ts';
import type { Assessment, Incident } from '../../records/incident.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { metricLabel, metricValue } from '../../triage/series/metric-labels.ts';

interface Findings {
  readonly incident: Incident;
  readonly alerts: readonly IncidentAlert[];
  readonly evidence: readonly Evidence[];
}

const readers: Readonly<Record<EvidenceKind, string>> = {
  metrics: 'firebreak:read-metrics',
  logs: 'firebreak:read-logs',
  changes: 'firebreak:list-changes',
  'blast-radius': 'firebreak:measure-blast-radius',
};

/** What was seen and concluded: alerts, evidence, severity, suspects, plan. */
export function findingEntries({ incident, alerts, evidence }: Findings): readonly TimelineEntry[] {
  const unavailable = incident.assessment?.unavailable ?? [];
  return [
    ...alerts.flatMap(alertEntries),
    ...[...evidence, ...unavailable].map(evidenceEntry),
    ...(incident.assessment === null ? [] : assessmentEntries(incident.assessment)),
  ];
}

function alertEntries({ alert, firstSeenAt, lastSeenAt }: IncidentAlert): readonly TimelineEntry[] {
  const seen = {
    id: `alert.seen:${alert.source}:${alert.fingerprint}`,
    at: firstSeenAt,
    actor: `source:${alert.source}`,
    kind: 'alert.seen',
    text: `Alert: ${alert.title}`,
    data: { fingerprint: alert.fingerprint, startsAt: alert.startsAt, severity: alert.severityRaw },
  };
  if (alert.status !== 'resolved') return [seen];
  return [
    seen,
    {
      ...seen,
      id: `alert.resolved:${alert.source}:${alert.fingerprint}`,
      at: lastSeenAt,
      kind: 'alert.resolved',
      text: `Alert resolved: ${alert.title}`,
      data: { fingerprint: alert.fingerprint, endsAt: alert.endsAt },
    },
  ];
}

function evidenceEntry(evidence: Evidence): TimelineEntry {
  const { kind, gatheredAt: at } = evidence;
  const actor = readers[kind];
  const name = kind.replace('-', ' ');
  if (evidence.status === 'unavailable') {
    const text = `No ${name}: ${evidence.reason}`;
    return { id: `evidence.unavailable:${kind}`, at, actor, kind: 'evidence.unavailable', text, data: {} };
  }
  const text = gatheredText(evidence);
  return { id: `evidence.gathered:${kind}`, at, actor, kind: 'evidence.gathered', text, data: {} };
}

function gatheredText(evidence: AvailableEvidence): string {
  switch (evidence.kind) {
    case 'metrics':
      return `Metrics read: ${evidence.readings.map(readingText).join('; ') || 'none are configured'}`;
    case 'changes':
      return `Changes listed: ${evidence.changes.map(({ summary, at }) => `${summary} at ${at}`).join('; ') || 'none'}${missingText(evidence)}`;
    case 'logs':
      return `Logs read: ${evidence.patterns.length} error patterns, ${evidence.patterns.filter(({ isNew }) => isNew).length} of them new`;
    case 'blast-radius':
      return `Blast radius measured: ${evidence.dimensions.map(({ dimension, affected, total }) => `${affected}${total === null ? '' : ` of ${total}`} by ${dimension}`).join('; ') || 'nothing is configured'}`;
  }
}

function missingText({ missing = [] }: ChangesEvidence): string {
  if (missing.length === 0) return '';
  return `. Not read: ${missing.map(({ source, reason }) => `${source} (${reason})`).join('; ')}`;
}

function readingText({ name, unit, current, baseline, onsetAt }: MetricReading): string {
  const now = current === null ? 'no reading' : metricValue(current, unit);
  const usual = baseline === null ? 'no baseline' : `usually ${metricValue(baseline.median, unit)}`;
  return `${metricLabel(name)} ${now} (${usual}${onsetAt === null ? '' : `, since ${onsetAt}`})`;
}

function assessmentEntries(assessment: Assessment): readonly TimelineEntry[] {
  const { at, severity, suspects, plan, disposition, reason } = assessment;
  const entry = (kind: string, text: string, data: TimelineEntry['data']): TimelineEntry => ({
    id: kind,
    at,
    actor: 'firebreak:assess-incident',
    kind,
    text,
    data,
  });
  const { rule, symptom } = severity;
  const ranked = suspects.map(
    ({ summary, ruledOut, reasons }) => `${ruledOut ? 'ruled out: ' : ''}${summary} (${reasons.join('; ')})`,
  );
  const steps = plan.steps.map(({ summary }, index) => `${index + 1}. ${summary}`).join('; ');
  return [
    entry('incident.assessed', `${severity.severity}, ${symptom}: ${severity.reason}`, { rule }),
    entry('suspects.ranked', `Suspects: ${ranked.join('; ') || 'none'}`, {}),
    entry('plan.made', `${reason}. Plan: ${steps || 'no step'}`, { disposition, planHash: plan.hash }),
  ];
}
