import type { UnavailableEvidence } from './evidence.ts';
import type { Plan, Suspect } from './plan.ts';
import type { PostmortemHead } from './postmortem/postmortem-head.ts';
import type { Severity, SeverityVerdict, Symptom } from './severity.ts';
import type { IncidentSignature, SimilarIncident } from './similar/similar-incident.ts';
import type { Explanation } from './text/explanation.ts';
import type { ReadValue } from './text/read-value.ts';

export const dispositions = ['act', 'watch', 'hand-over'] as const;
/** What triage concluded: execute the plan, only watch for recovery, or leave it to people. */
export type Disposition = (typeof dispositions)[number];

/** A plan that people had set aside for a new one from fresh evidence. Its steps stay where they were in the plan. */
export interface EarlierPlan {
  /** Null: triage had ended without one. */
  readonly hash: string | null;
  /** What was read until then does not count for the next plan. */
  readonly madeAt: string;
  readonly setAsideAt: string;
  /** `person:<id>` */
  readonly by: string;
  /** Places of the steps that people rejected, and who did. */
  readonly rejected: readonly { readonly index: number; readonly by: string }[];
  /** Id of the agent's proposal that the next plan is to begin with, as they asked. Left out: none. */
  readonly adopts?: string;
}

/** So often an incident gets a new plan. */
export const mostNewPlans = 3;

/** How many new plans it may still get. */
export function newPlansLeft({ earlierPlans = [] }: Pick<Incident, 'earlierPlans'>): number {
  return Math.max(0, mostNewPlans - earlierPlans.length);
}

/** What triage made of the evidence; set once for each plan. */
export interface Assessment {
  readonly at: string;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly severity: SeverityVerdict;
  /** What policy makes of the evidence alone, whatever the alerts say. Left out on records from before it was kept. */
  readonly severityByEvidence?: Severity;
  readonly suspects: readonly Suspect[];
  /** What it looks like in place of a change; null when a change is blamed or nothing tells. Left out on older records. */
  readonly explanation?: Explanation | null;
  /** Id of the change that is blamed; null when none is. Left out on records from before it was kept. */
  readonly culprit?: string | null;
  /** What explains the alert and what was ruled out, for people, in sentences. Left out on records from before it was kept. */
  readonly diagnosis?: string;
  /** What a person should do, from the runbooks whose conditions held. Left out on records from before it was kept. */
  readonly advice?: readonly string[];
  /** Command lines by which a person takes the blamed change back; empty where none is known. */
  readonly manualCommands?: readonly string[];
  /** Evidence that could not be had, with why. What could be had is stored beside the incident. */
  readonly unavailable: readonly UnavailableEvidence[];
  readonly plan: Plan;
  /** Who is affected, in one phrase for lists; null or absent when it was not measured. */
  readonly impact?: string | null;
  /** By what it is found again. Left out on records from before it was kept. */
  readonly signature?: IncidentSignature;
  /** Former incidents that are really alike, most alike first. Left out on records from before they were kept. */
  readonly similar?: readonly SimilarIncident[];
}

export const closeOutcomes = ['recovered', 'resolved-by-person', 'unattended'] as const;
export type CloseOutcome = (typeof closeOutcomes)[number];

interface IncidentBase {
  /** `inc_` and a ULID; also the name of its execution. */
  readonly id: string;
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
  readonly title: string;
  readonly severity: Severity;
  readonly severityReason: string;
  /** What the rule read that raised it after triage; what triage read is in the assessment. */
  readonly severityValues?: readonly ReadValue[];
  readonly symptom: Symptom;
  /** Security-sensitive: shown only to those whom policy names. */
  readonly sensitive: boolean;
  /** When it became so, where it was not from the start; what was asked before is void. */
  readonly sensitiveSince?: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  /** Grows by one with every write; the condition of the next. */
  readonly version: number;
  readonly policyHash: string;
  readonly executionArn: string | null;
  readonly declaredAt: string | null;
  readonly commander: string | null;
  readonly assessment: Assessment | null;
  /** Oldest first. Left out: there is one plan at most. */
  readonly earlierPlans?: readonly EarlierPlan[];
  /** Set when a person or the policy stopped automation; no step may run after it. */
  readonly automationStoppedAt: string | null;
  /** Who stopped it, such as `person:ana`. Left out: nobody did, or on records from before it was kept. */
  readonly automationStoppedBy?: string;
  readonly postmortem: PostmortemHead | null;
  /** Correlation key's previous incident, when this one reopened it. */
  readonly reopens: string | null;
}

/** What an incident waits for: the encrypted task token of the open wait. Null once answered. */
export interface OpenWait {
  readonly encryptedToken: string;
  readonly since: string;
}

export type Incident = IncidentBase &
  (
    | { readonly status: 'opened' | 'triaging' | 'responding' }
    | { readonly status: 'awaiting-approval'; readonly approvalId: string; readonly stepIndex: number }
    | {
        readonly status: 'verifying';
        /** Null when nothing was done and recovery is only watched. */
        readonly stepIndex: number | null;
        readonly since: string;
        readonly deadlineAt: string;
        readonly wait: OpenWait;
      }
    | {
        readonly status: 'handed-over';
        readonly reason: string;
        readonly since: string;
        readonly wait: OpenWait | null;
        readonly reminders: number;
      }
    | {
        readonly status: 'closed';
        readonly closedAt: string;
        readonly outcome: CloseOutcome;
        readonly closedBy: string;
        /** Resources whose debts were open at closing, accepted by name. */
        readonly acceptedDebts: readonly string[];
      }
  );

export type IncidentStatus = Incident['status'];
export const incidentStatuses = [
  'opened',
  'triaging',
  'responding',
  'awaiting-approval',
  'verifying',
  'handed-over',
  'closed',
] as const satisfies readonly IncidentStatus[];
