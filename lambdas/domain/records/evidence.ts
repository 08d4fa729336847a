import type { Resource } from './resource.ts';

/** What is recorded of each kind of evidence. A kind of its own in lambdas/evidence/<kind>/ adds itself by `declare module`. */
export interface EvidenceByKind {
  readonly metrics: MetricsEvidence;
  readonly logs: LogsEvidence;
  readonly changes: ChangesEvidence;
  readonly 'blast-radius': BlastRadiusEvidence;
}
export type EvidenceKind = keyof EvidenceByKind;

/** The names under which a service's metrics are configured, read, judged and shown. */
export const metricNames = [
  'errorRate',
  'latencyP50',
  'latencyP99',
  'traffic',
  'saturation',
  'throttles',
  'dlqDepth',
  'dlqAge',
] as const;
export type MetricName = (typeof metricNames)[number];

/** `percent` is 0–100. */
export const metricUnits = ['percent', 'milliseconds', 'count', 'seconds'] as const;

/** One reading. `value` null is a gap: never read it as zero. */
export interface DataPoint {
  /** Start of the period, ISO 8601 UTC. */
  readonly at: string;
  readonly value: number | null;
}

export interface MetricReading {
  readonly name: MetricName;
  readonly unit: (typeof metricUnits)[number];
  readonly periodSeconds: number;
  /** Oldest first. */
  readonly points: readonly DataPoint[];
  /** Median of the newest points; null when there are none. */
  readonly current: number | null;
  readonly baseline: Baseline | null;
  /** When the series left its baseline, null when it did not or when that is unknown. */
  readonly onsetAt: string | null;
  /** What is odd about the series, so that nobody trusts it more than it deserves. */
  readonly qualityFlags: readonly QualityFlag[];
  /** The query behind it, for the person who wants to look. */
  readonly query: string;
}

/** What is usual: robust, in the metric's unit. `samples` is the number of readings behind it. */
export interface Baseline {
  readonly median: number;
  readonly deviation: number;
  readonly samples: number;
}

/**
 * `gaps`: readings are missing; `sparse`: most are; `stopped`: the newest are; `reset`: a counter restarted; `bursty`: it is mostly
 * quiet with peaks; `constant`: it never varies; `short`: too little history for a baseline.
 */
export const qualityFlags = ['gaps', 'sparse', 'stopped', 'reset', 'bursty', 'constant', 'short'] as const;
export type QualityFlag = (typeof qualityFlags)[number];

/**
 * `configuration-change`: AppConfig without flags, parameters; `stack-update`: CloudFormation; `secret-rotation`: another
 * version of a secret became current; `agent-deployment`: another version of an agent is invoked; `deployment`: reported by webhook (CDEvents,
 * GitHub), where nothing more is known of its kind.
 */
export const changeKinds = [
  'lambda-deployment',
  'flag-change',
  'configuration-change',
  'codedeploy-deployment',
  'ecs-deployment',
  'instance-refresh',
  'stack-update',
  'secret-rotation',
  'agent-deployment',
  'deployment',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A deployment or flag change that may be the cause. */
export interface Change {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly service: string;
  /** What was changed, as policy names it; never from an alert. */
  readonly resource: Resource;
  readonly summary: string;
  /** When it took effect, ISO 8601 UTC. */
  readonly at: string;
  readonly actor: string | null;
  /** How much it changed, in what the source counts (`12 files`, `3 resources`); null when it does not tell. */
  readonly size: { readonly count: number; readonly of: string } | null;
  /** How previous changes to this resource ended, as far as is known: those reverted or failed are `harmful`. */
  readonly trackRecord: { readonly changes: number; readonly harmful: number } | null;
  /** Part of the traffic that it took effect for, 0–1; left out when that is all of it, or unknown. */
  readonly share?: number;
  /** What the resource was before it, in its own terms (a version, `off`, a task definition); null where that is not known. */
  readonly before: string | null;
  /** What it made of the resource. */
  readonly after: string | null;
  /** The version of its configuration that was deployed before; left out where there is none, or none is known. */
  readonly deployedBefore?: string;
  /** A later change to the same resource is in effect in its place. */
  readonly superseded?: true;
  /** What AWS calls the deployment that brought it, and whether it is still rolling out; left out where there is none to be stopped. */
  readonly deployment?: { readonly id: string; readonly inProgress: boolean };
  /** Where a person looks at it; null when there is no such page. */
  readonly link: string | null;
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
  /** What policy gives the service but could not be read; absent when everything was. */
  readonly missing?: readonly MissingMetric[];
  /** What was read since, while people decide; absent when nothing was yet. */
  readonly latest?: LatestReadings;
  /** How it went on after triage, for charts: what people saw while they decided, and all of it once it is over; absent until then. */
  readonly course?: MetricsCourse;
};
/** The readings from triage on, as far as they were read. */
export interface MetricsCourse {
  readonly at: string;
  readonly readings: readonly Pick<MetricReading, 'name' | 'points'>[];
}
/** The newest look at the metrics by which a recovery shows. */
export interface LatestReadings {
  readonly at: string;
  readonly readings: readonly Pick<MetricReading, 'name' | 'unit' | 'periodSeconds' | 'points' | 'current'>[];
  /** What could not be read at that look, and why; absent when everything was. */
  readonly missing?: readonly MissingMetric[];
}
/** A metric that could not be read, and why. */
export interface MissingMetric {
  readonly name: MetricName;
  readonly reason: string;
}
export type ChangesEvidence = EvidenceBase & {
  readonly kind: 'changes';
  readonly status: 'available';
  /** Newest first; of the service and of what it depends on. */
  readonly changes: readonly Change[];
  /** Sources of dependencies whose changes are not among them; none when left out. */
  readonly missing?: readonly { readonly source: string; readonly reason: string }[];
};

/** A span of time, ISO 8601 UTC, `until` exclusive. */
export interface TimeSpan {
  readonly from: string;
  readonly until: string;
}

/** Messages that differ only in what varies (ids, numbers, times). Text is masked: no personal data, no secrets. */
export interface LogPattern {
  /** The message with `<…>` for what varies. */
  readonly pattern: string;
  /** One message of it. */
  readonly sample: string;
  readonly countBefore: number;
  readonly countAfter: number;
  readonly firstSeenAt: string | null;
  /** Seen after the onset only. */
  readonly isNew: boolean;
}
export type LogsEvidence = EvidenceBase & {
  readonly kind: 'logs';
  readonly status: 'available';
  readonly before: TimeSpan;
  readonly after: TimeSpan;
  /** New ones first, then by how much more frequent they became. */
  readonly patterns: readonly LogPattern[];
  /** Not everything was read: counts are lower bounds. */
  readonly truncated: boolean;
  /** Places whose logs could not be read, and why; absent when all were. */
  readonly missing?: readonly { readonly place: string; readonly reason: string }[];
  readonly query: string;
  /** Opens the query where the logs are; null when there is no such page. */
  readonly link: string | null;
};

export const blastDimensions = ['tenant', 'user', 'region', 'zone', 'endpoint', 'address'] as const;
export type BlastDimension = (typeof blastDimensions)[number];

/** Who is affected along one dimension since the onset. */
export interface Affected {
  readonly dimension: BlastDimension;
  /** Distinct values that met an error. */
  readonly affected: number;
  /** Distinct values seen at all; null when only errors are recorded. */
  readonly total: number | null;
  /** 0–1; null when the total is not known. */
  readonly share: number | null;
  /** Those with most errors first. Users are masked. */
  readonly most: readonly {
    readonly value: string;
    readonly errors: number;
    readonly requests: number | null;
  }[];
  /** Counts are lower bounds. */
  readonly truncated: boolean;
  readonly query: string;
  readonly link: string | null;
}
export type BlastRadiusEvidence = EvidenceBase & {
  readonly kind: 'blast-radius';
  readonly status: 'available';
  readonly span: TimeSpan;
  readonly dimensions: readonly Affected[];
  /** Dimensions that policy names and that could not be measured, and why; absent when all were. */
  readonly missing?: readonly { readonly dimension: BlastDimension; readonly reason: string }[];
};
export type AvailableEvidence = EvidenceByKind[EvidenceKind];
export type Evidence = AvailableEvidence | UnavailableEvidence;
/** That there is evidence and from when, without what it says. */
export type EvidenceHead = Pick<Evidence, 'kind' | 'status' | 'gatheredAt'>;

export function evidenceHead({ kind, status, gatheredAt }: EvidenceHead): EvidenceHead {
  return { kind, status, gatheredAt };
}

/** The metric readings among this evidence. */
export function readingsOf(evidence: readonly Evidence[]): readonly MetricReading[] {
  return evidence.flatMap((each) => ('readings' in each ? each.readings : []));
}

export function changesOf(evidence: readonly Evidence[]): readonly Change[] {
  return evidence.flatMap((each) => ('changes' in each ? each.changes : []));
}
