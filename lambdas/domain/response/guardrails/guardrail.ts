import type { PeoplePolicy } from '../../policy/policy.ts';
import type { GuardrailsPolicy } from '../../policy/schemas/guardrails-schema.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { MetricName } from '../../records/evidence.ts';
import type { GuardrailFinding } from '../../records/guardrails/guardrail-verdict.ts';
import type { KillSwitch } from '../../records/guardrails/kill-switch.ts';
import type { LeaseView } from '../../records/guardrails/lease.ts';
import type { Step } from '../../records/plan.ts';
import type { Severity } from '../../records/severity.ts';
import type { JudgedStep } from '../autonomy/track-record.ts';
import type { ChangeInPlace } from '../echoes/echo-of.ts';

/** An action that was started recently, in this incident or in another. */
export interface RecentAction {
  readonly incidentId: string;
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly at: string;
  /** What it changed was put back. */
  readonly isUndone?: boolean;
}

/** All that a guardrail may know; plain data, so that every decision can be repeated. */
export interface GuardrailContext {
  readonly now: Date;
  readonly policy: GuardrailsPolicy;
  readonly people: Pick<PeoplePolicy, 'people' | 'agents'>;
  readonly incidentId: string;
  /** As `guardedSeverities` tells; the strictest result among them counts. */
  readonly severities: readonly Severity[];
  /** As they are now. */
  readonly killSwitches: readonly KillSwitch[];
  /** When automation was stopped for this incident, or null. */
  readonly automationStoppedAt: string | null;
  readonly step: Step;
  /** Null when policy does not know the service. */
  readonly service: ServicePolicy | null;
  /** When the evidence behind the plan was read, or a person last looked and approved; null when there is none. */
  readonly evidenceGatheredAt: string | null;
  /** Of the last day, and of this incident; any order. */
  readonly recentActions: readonly RecentAction[];
  /** Of the step's resource, as it is now. */
  readonly lease: Pick<LeaseView, 'holder' | 'expiresAt' | 'fencingToken'>;
  /** The token under which the step was locked; null while it is not. */
  readonly lockedToken: number | null;
  /** What automation changed and has not put back, in any incident. */
  readonly changesInPlace: readonly ChangeInPlace[];
  /** How the steps of the service's closed incidents went, as far as they are looked at. */
  readonly judgedSteps: readonly JudgedStep[];
  /** What is bad in the evidence of the incident. */
  readonly degradedMetrics: readonly MetricName[];
}

export type GuardrailOpinion = Omit<GuardrailFinding, 'guardrail'>;

/** One rule. Pure; it may throw, which is a deny. */
export interface Guardrail {
  readonly name: string;
  check(context: GuardrailContext): GuardrailOpinion;
}

/** `people`: how many must agree if another guardrail asks. */
export function allow(reason: string, people = 1): GuardrailOpinion {
  return { decision: 'allow', reason, ...(people === 1 ? {} : { people }) };
}

/** `people`: how many must agree. */
export function needsApproval(reason: string, people = 1): GuardrailOpinion {
  return { decision: 'needs-approval', reason, ...(people === 1 ? {} : { people }) };
}

export function deny(reason: string): GuardrailOpinion {
  return { decision: 'deny', reason };
}

export function notApplicable(reason: string): GuardrailOpinion {
  return { decision: 'not-applicable', reason };
}
