import type {
  BlastRadiusEvidence,
  ChangesEvidence,
  LogsEvidence,
  MetricReading,
  MetricsEvidence,
  UnavailableEvidence,
} from '../../../../lambdas/domain/records/evidence.ts';
import { blastDimensions, metricNames, qualityFlags } from '../../../../lambdas/domain/records/evidence.ts';
import { unitOf } from '../../../../lambdas/domain/triage/series/metric-labels.ts';
import type { IncidentRecord } from '../../../../lambdas/ports/stores/incident-store.ts';

const gatheredAt = '2026-11-23T02:02:16.000Z';
const onsetAt = '2026-11-23T02:01:00.000Z';

export const sampleLogs: LogsEvidence = {
  kind: 'logs',
  status: 'available',
  gatheredAt,
  before: { from: '2026-11-23T01:01:00.000Z', until: onsetAt },
  after: { from: onsetAt, until: gatheredAt },
  patterns: [
    {
      pattern: "TypeError: Cannot read properties of undefined (reading 'currency') at price.currency",
      sample:
        "2026-11-23T02:01:07Z ERROR TypeError: Cannot read properties of undefined (reading 'currency') tenant=<tenant> order=<id>",
      countBefore: 0,
      countAfter: 1204,
      firstSeenAt: '2026-11-23T02:01:02.000Z',
      isNew: true,
    },
    {
      pattern: 'Timeout after <n> ms calling payments',
      sample: 'Timeout after 3000 ms calling payments',
      countBefore: 11,
      countAfter: 3,
      firstSeenAt: '2026-11-23T01:04:41.000Z',
      isNew: false,
    },
  ],
  truncated: false,
  query: 'fields @message | filter level = "ERROR" | stats count() by pattern',
  link: 'https://logs.example/insights?group=checkout',
};

export const sampleBlastRadius: BlastRadiusEvidence = {
  kind: 'blast-radius',
  status: 'available',
  gatheredAt,
  span: { from: onsetAt, until: gatheredAt },
  dimensions: [
    {
      dimension: 'tenant',
      affected: 38,
      total: 412,
      share: 38 / 412,
      most: [
        { value: 'northwind', errors: 182, requests: 190 },
        { value: 'contoso', errors: 96, requests: 240 },
        { value: 'fabrikam', errors: 4, requests: 61 },
      ],
      truncated: false,
      query: 'stats count_distinct(tenant) by level = "ERROR"',
      link: 'https://logs.example/insights?by=tenant',
    },
    {
      dimension: 'region',
      affected: 1,
      total: 3,
      share: 1 / 3,
      most: [{ value: 'eu-central-1', errors: 1204, requests: 2922 }],
      truncated: false,
      query: 'sum by (region) (increase(http_requests_total[5m]))',
      link: null,
    },
    {
      dimension: 'user',
      affected: 950,
      total: null,
      share: null,
      most: [{ value: 'user-<7c1f>', errors: 12, requests: null }],
      truncated: true,
      query: 'stats count_distinct(user) by level = "ERROR"',
      link: null,
    },
  ],
};

const notMeasured: readonly UnavailableEvidence[] = [
  { kind: 'logs', status: 'unavailable', gatheredAt, reason: 'No log source is configured for checkout' },
  {
    kind: 'blast-radius',
    status: 'unavailable',
    gatheredAt,
    reason: 'The log group gave no answer within 10 s',
  },
];

/** The same incident where neither logs nor the blast radius could be read. */
export function withoutLogs(record: IncidentRecord): IncidentRecord {
  const { assessment } = record.incident;
  return {
    ...record,
    incident: {
      ...record.incident,
      assessment: assessment && { ...assessment, impact: null, unavailable: notMeasured },
    },
    evidence: record.evidence.filter(({ kind }) => kind === 'metrics' || kind === 'changes'),
  };
}

/** As much evidence as readers ever give: every metric off its baseline, ten patterns, four dimensions, a storm of changes. */
export function muchEvidence(
  text: string,
): readonly [MetricsEvidence, LogsEvidence, ChangesEvidence, BlastRadiusEvidence] {
  return [
    {
      kind: 'metrics',
      status: 'available',
      gatheredAt,
      metricsRequested: 7,
      readings: metricNames.map(
        (name): MetricReading => ({
          name,
          unit: unitOf(name),
          periodSeconds: 60,
          points: Array.from({ length: 120 }, (_, minute) => ({
            at: new Date(Date.parse(onsetAt) + (minute - 119) * 60_000).toISOString(),
            value: minute % 7 === 3 ? null : (minute * 7919) % 997,
          })),
          current: 996,
          baseline: { median: 400, deviation: 30, samples: 100 },
          onsetAt,
          qualityFlags: qualityFlags,
          query: text,
        }),
      ),
    },
    {
      ...sampleLogs,
      truncated: true,
      query: text,
      patterns: Array.from({ length: 10 }, (_, place) => ({
        pattern: `${place} ${text}`,
        sample: text,
        countBefore: place,
        countAfter: 1000 * place,
        firstSeenAt: onsetAt,
        isNew: place < 5,
      })),
    },
    {
      kind: 'changes',
      status: 'available',
      gatheredAt,
      changes: Array.from({ length: 50 }, (_, place) => ({
        id: `change-${place}`,
        kind: 'deployment',
        service: text,
        resource: { kind: 'reported', key: text, id: { source: 'generic', subject: text } },
        summary: text,
        at: new Date(Date.parse(onsetAt) - place * 40_000).toISOString(),
        actor: text,
        size: { count: place, of: text },
        trackRecord: { changes: 20, harmful: place % 3 },
        link: `https://changes.example/${place}`,
        before: text,
        after: text,
      })),
    },
    {
      ...sampleBlastRadius,
      dimensions: blastDimensions.map((dimension) => ({
        dimension,
        affected: 123_456,
        total: 1_234_567,
        share: 0.1,
        most: Array.from({ length: 10 }, () => ({ value: text, errors: 12_345, requests: 23_456 })),
        truncated: true,
        query: text,
        link: 'https://logs.example/query',
      })),
    },
  ];
}
