import type { IncidentAlert } from './alert.ts';
import type { Evidence } from './evidence.ts';
import type { FollowUp } from './follow-up/follow-up.ts';
import type { Incident } from './incident.ts';
import type { RecoveryLook, SmokeRun } from './recovery-look/recovery-look.ts';
import type { Debt, StepRecord } from './step-record.ts';
import type { TimelineEntry } from './timeline.ts';

/** Everything recorded under one incident, as the store reads it. */
export interface RecordedFacts {
  readonly incident: Incident;
  readonly alerts: readonly IncidentAlert[];
  readonly evidence: readonly Evidence[];
  readonly steps: readonly StepRecord[];
  readonly debts: readonly Debt[];
  /** The newest look at whether it has recovered. Left out: there was none. */
  readonly recoveryLook?: RecoveryLook;
  /** The newest run of each smoke test. Left out: none has run. */
  readonly smokeRuns?: readonly SmokeRun[];
  /** By id. */
  readonly followUps: readonly FollowUp[];
  /** Entries that have no record of their own; `projectTimeline` adds what the others tell. */
  readonly entries: readonly TimelineEntry[];
}
