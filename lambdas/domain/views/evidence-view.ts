import type { Change, Evidence, MetricReading, UnavailableEvidence } from '../evidence/evidence.ts';

export type ChangeView = Omit<Change, 'revert'> & { readonly revertedBy: string | null };

export type EvidenceView =
  | {
      readonly kind: 'metrics';
      readonly status: 'available';
      readonly gatheredAt: string;
      readonly readings: readonly MetricReading[];
    }
  | {
      readonly kind: 'changes';
      readonly status: 'available';
      readonly gatheredAt: string;
      readonly changes: readonly ChangeView[];
    }
  | UnavailableEvidence;

export function viewEvidence(evidence: Evidence): EvidenceView {
  const { gatheredAt } = evidence;
  if (evidence.status === 'unavailable') {
    return { kind: evidence.kind, status: 'unavailable', gatheredAt, reason: evidence.reason };
  }
  return evidence.kind === 'metrics'
    ? { kind: 'metrics', status: 'available', gatheredAt, readings: evidence.readings.map(viewReading) }
    : { kind: 'changes', status: 'available', gatheredAt, changes: evidence.changes.map(viewChange) };
}

function viewReading(reading: MetricReading): MetricReading {
  return {
    name: reading.name,
    unit: reading.unit,
    periodSeconds: reading.periodSeconds,
    points: reading.points.map(({ at, value }) => ({ at, value })),
    current: reading.current,
    baseline: reading.baseline && {
      median: reading.baseline.median,
      deviation: reading.baseline.deviation,
      samples: reading.baseline.samples,
    },
    onsetAt: reading.onsetAt,
    query: reading.query,
  };
}

function viewChange(change: Change): ChangeView {
  return {
    id: change.id,
    kind: change.kind,
    service: change.service,
    resource: change.resource,
    summary: change.summary,
    at: change.at,
    actor: change.actor,
    revertedBy: change.revert?.action ?? null,
  };
}
