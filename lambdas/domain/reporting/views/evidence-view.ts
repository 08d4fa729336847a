import type {
  Affected,
  BlastRadiusEvidence,
  Change,
  Evidence,
  LogPattern,
  LogsEvidence,
  MetricReading,
  MissingMetric,
  TimeSpan,
  UnavailableEvidence,
} from '../../records/evidence.ts';

export type ChangeView = Omit<Change, 'revert'> & { readonly revertedBy: string | null };

export type EvidenceView =
  | {
      readonly kind: 'metrics';
      readonly status: 'available';
      readonly gatheredAt: string;
      readonly readings: readonly MetricReading[];
      readonly missing: readonly MissingMetric[];
    }
  | {
      readonly kind: 'changes';
      readonly status: 'available';
      readonly gatheredAt: string;
      readonly changes: readonly ChangeView[];
      readonly missing: readonly { readonly source: string; readonly reason: string }[];
    }
  | LogsEvidence
  | BlastRadiusEvidence
  | UnavailableEvidence;

export function viewEvidence(evidence: Evidence): EvidenceView {
  const { gatheredAt } = evidence;
  if (evidence.status === 'unavailable') {
    return { kind: evidence.kind, status: 'unavailable', gatheredAt, reason: evidence.reason };
  }
  switch (evidence.kind) {
    case 'metrics':
      return {
        kind: 'metrics',
        status: 'available',
        gatheredAt,
        readings: evidence.readings.map(viewReading),
        missing: (evidence.missing ?? []).map(({ name, reason }) => ({ name, reason })),
      };
    case 'changes':
      return {
        kind: 'changes',
        status: 'available',
        gatheredAt,
        changes: evidence.changes.map(viewChange),
        missing: (evidence.missing ?? []).map(({ source, reason }) => ({ source, reason })),
      };
    case 'logs':
      return viewLogs(evidence);
    case 'blast-radius':
      return viewBlastRadius(evidence);
  }
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
    qualityFlags: [...reading.qualityFlags],
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
    size: change.size && { count: change.size.count, of: change.size.of },
    trackRecord: change.trackRecord && {
      changes: change.trackRecord.changes,
      harmful: change.trackRecord.harmful,
    },
    ...(change.share === undefined ? {} : { share: change.share }),
    link: change.link,
    revertedBy: change.revert?.action ?? null,
  };
}

function viewLogs(logs: LogsEvidence): LogsEvidence {
  return {
    kind: 'logs',
    status: 'available',
    gatheredAt: logs.gatheredAt,
    before: viewSpan(logs.before),
    after: viewSpan(logs.after),
    patterns: logs.patterns.map(viewPattern),
    truncated: logs.truncated,
    ...(logs.missing === undefined
      ? {}
      : { missing: logs.missing.map(({ place, reason }) => ({ place, reason })) }),
    query: logs.query,
    link: logs.link,
  };
}

function viewPattern(pattern: LogPattern): LogPattern {
  return {
    pattern: pattern.pattern,
    sample: pattern.sample,
    countBefore: pattern.countBefore,
    countAfter: pattern.countAfter,
    firstSeenAt: pattern.firstSeenAt,
    isNew: pattern.isNew,
  };
}

function viewBlastRadius(blast: BlastRadiusEvidence): BlastRadiusEvidence {
  return {
    kind: 'blast-radius',
    status: 'available',
    gatheredAt: blast.gatheredAt,
    span: viewSpan(blast.span),
    dimensions: blast.dimensions.map(viewAffected),
    ...(blast.missing === undefined
      ? {}
      : { missing: blast.missing.map(({ dimension, reason }) => ({ dimension, reason })) }),
  };
}

function viewAffected(affected: Affected): Affected {
  return {
    dimension: affected.dimension,
    affected: affected.affected,
    total: affected.total,
    share: affected.share,
    most: affected.most.map(({ value, errors, requests }) => ({ value, errors, requests })),
    truncated: affected.truncated,
    query: affected.query,
    link: affected.link,
  };
}

function viewSpan({ from, until }: TimeSpan): TimeSpan {
  return { from, until };
}
