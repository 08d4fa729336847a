import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { StepStart } from '../../domain/records/guardrails/step-starts.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { StepRecord } from '../../domain/records/step-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Action, ActionContext } from '../../ports/plug-ins/action.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { KillSwitchStore } from '../../ports/stores/kill-switch-store.ts';
import type { LeaseStore } from '../../ports/stores/lease-store.ts';
import type { WorkStore } from '../../ports/stores/work-store.ts';

type PlainJson = Readonly<Record<string, unknown>>;

export interface TakeActionDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly leases: LeaseStore;
  readonly killSwitches: KillSwitchStore;
  readonly works: WorkStore;
  /** The one action of this function. */
  readonly action: Action;
  readonly aws: AwsClients;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
}

/** A step that may run, with everything read for it. */
export interface RunnableStep {
  readonly record: IncidentOutline;
  readonly step: Step;
  readonly stepRecord: StepRecord;
  readonly params: PlainJson;
  readonly context: ActionContext;
}

/** What an action works with at this moment, for a step. */
export function contextOf(
  { aws, http, clock }: Pick<TakeActionDeps, 'aws' | 'http' | 'clock'>,
  { incidentId, index }: Pick<StepRecord, 'incidentId' | 'index'>,
): ActionContext {
  return { aws, http, stepId: `${incidentId}_${index}`, now: clock.now() };
}

/** What is remembered with the lease that a step is executed or undone under. */
export function startOf({ id, service }: Incident, { index, action }: Step, now: Date): StepStart {
  return { incidentId: id, index, service, action, at: now.toISOString() };
}
