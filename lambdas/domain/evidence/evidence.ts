export const evidenceKinds = ['metrics', 'logs', 'changes', 'blast-radius'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** The names under which a service's metrics are configured, read, judged and shown. */
export const metricNames = [
  'errorRate',
  'latencyP50',
  'latencyP99',
  'traffic',
  'saturation',
  'dlqDepth',
  'dlqAge',
] as const;
export type MetricName = (typeof metricNames)[number];

/** One reading. `value` null is a gap: never read it as zero. */
export interface DataPoint {
  /** Start of the period, ISO 8601 UTC. */
  readonly at: string;
  readonly value: number | null;
}

export interface MetricReading {
  readonly name: MetricName;
  /** `percent` is 0–100, `milliseconds`, `count`, `seconds`. */
  readonly unit: 'percent' | 'milliseconds' | 'count' | 'seconds';
  readonly periodSeconds: number;
  /** Oldest first. */
  readonly points: readonly DataPoint[];
  /** Median of the newest points; null when there are none. */
  readonly current: number | null;
  readonly baseline: { readonly median: number; readonly deviation: number; readonly samples: number } | null;
  /** When the series left its baseline, null when it did not or cannot be told. */
  readonly onsetAt: string | null;
  /** The query behind it, for the person who wants to look. */
  readonly query: string;
}

export const changeKinds = ['lambda-deployment', 'flag-change'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A deployment or flag change that may be the cause. */
export interface Change {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly service: string;
  /** The resource's ARN or path, from policy; never from an alert. */
  readonly resource: string;
  readonly summary: string;
  /** When it took effect, ISO 8601 UTC. */
  readonly at: string;
  readonly actor: string | null;
  /** The action that reverts it, with its parameters; null when nothing registered can. */
  readonly revert: { readonly action: string; readonly params: Readonly<Record<string, unknown>> } | null;
}

interface EvidenceBase {
  readonly gatheredAt: string;
}
export type UnavailableEvidence = EvidenceBase & {
  readonly kind: EvidenceKind;
  readonly status: 'unavailable';
  readonly reason: string;
};
export type MetricsEvidence = EvidenceBase & {
  readonly kind: 'metrics';
  readonly status: 'available';
  readonly readings: readonly MetricReading[];
  /** Metrics billed by the provider for this reading. */
  readonly metricsRequested: number;
};
export type ChangesEvidence = EvidenceBase & {
  readonly kind: 'changes';
  readonly status: 'available';
  /** Newest first. */
  readonly changes: readonly Change[];
};
export type Evidence = MetricsEvidence | ChangesEvidence | UnavailableEvidence;
