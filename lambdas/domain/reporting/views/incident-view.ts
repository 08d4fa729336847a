import { countStateChanges } from '../../correlation/alert-state-changes.ts';
import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Alert, IncidentAlert } from '../../records/alert.ts';
import type { Approval } from '../../records/approval/approval.ts';
import type { Evidence } from '../../records/evidence.ts';
import type { FollowUp } from '../../records/follow-up/follow-up.ts';
import type { Assessment, Incident } from '../../records/incident.ts';
import type { PostmortemHead } from '../../records/postmortem/postmortem-head.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { RecoveryLook } from '../../records/recovery-look/recovery-look.ts';
import type { Debt } from '../../records/step-record.ts';
import { type ManualHelp, manualHelp } from '../manual-help.ts';
import { type ApprovalView, viewApproval } from './approval-view.ts';
import type { CommunicationView } from './communication-view.ts';
import { headlineOf } from './headline.ts';
import { closingOf, type IncidentHeading } from './incident-summary.ts';
import type { PublicStatusView } from './public-status-view.ts';
import { type StepView, viewStep } from './step-view.ts';
import { waitingOf } from './waiting.ts';
import { type WaysOn, waysOnOf } from './ways-on.ts';

export interface AlertView
  extends Pick<Alert, 'source' | 'status' | 'title' | 'description' | 'links' | 'service' | 'startsAt'>,
    Pick<IncidentAlert, 'firstSeenAt' | 'lastSeenAt' | 'occurrences'> {
  /** How often it went from firing to resolved or back, as far as is remembered. */
  readonly stateChanges: number;
}

export interface PostmortemView
  extends Pick<PostmortemHead, 'at' | 'state' | 'owner' | 'dueAt' | 'unanswered'> {
  /** Markdown; null while it cannot be read. */
  readonly text: string | null;
}

export interface IncidentLinks {
  readonly page: string;
  /** The execution in the Step Functions console, where there is one. */
  readonly execution: string | null;
}

/** One incident for pages and API. It may hold more than is named: the contract of the API and the pages choose. */
export interface IncidentView
  extends IncidentHeading,
    Pick<Incident, 'commander' | 'automationStoppedAt' | 'policyHash'> {
  readonly closedBy: string | null;
  readonly alerts: readonly AlertView[];
  readonly assessment: Assessment | null;
  /** What a person can do without Firebreak. */
  readonly help: ManualHelp;
  readonly plan: { readonly hash: string; readonly steps: readonly StepView[] } | null;
  readonly approvals: readonly ApprovalView[];
  readonly evidence: readonly Evidence[];
  readonly debts: readonly Debt[];
  readonly followUps: readonly FollowUp[];
  /** The newest look at whether it has recovered; null: there was none. */
  readonly recovery: RecoveryLook | null;
  readonly postmortem: PostmortemView | null;
  /** Null: not asked for. */
  readonly communication: CommunicationView | null;
  /** Null: not asked for, or nothing is ever published about it. */
  readonly publicStatus: PublicStatusView | null;
  readonly links: IncidentLinks;
  /** How it may go on by itself; null unless people have it. */
  readonly waysOn: WaysOn | null;
}

export function viewIncident(
  { incident, alerts, evidence, entries, steps, debts, followUps, recoveryLook }: RecordedFacts,
  approvals: readonly Approval[],
  postmortemText: string | null,
  links: IncidentLinks,
  communication: CommunicationView | null = null,
  publicStatus: PublicStatusView | null = null,
  people: Pick<PeoplePolicy, 'agents'> = {},
): IncidentView {
  const { assessment, postmortem } = incident;
  return {
    ...incident,
    ...closingOf(incident),
    headline: headlineOf(incident),
    waiting: waitingOf(incident, approvals.find((each) => namedBy(incident, each)) ?? null),
    alerts: alerts.map(viewAlert),
    help: manualHelp(assessment, steps),
    plan: assessment && {
      hash: assessment.plan.hash,
      steps: assessment.plan.steps.map((step) =>
        viewStep(
          step,
          steps.find((each) => each.index === step.index) ?? null,
          approvals.findLast((each) => each.stepIndex === step.index) ?? null,
          step.index < (assessment.plan.firstStep ?? 0),
        ),
      ),
    },
    approvals: approvals.map(viewApproval),
    evidence,
    debts,
    followUps,
    recovery: recoveryLook ?? null,
    postmortem:
      postmortem === null || postmortem.key === null ? null : { ...postmortem, text: postmortemText },
    communication,
    publicStatus,
    links,
    waysOn: waysOnOf({ incident, steps, entries }, approvals, people),
  };
}

function namedBy(incident: Incident, approval: Approval): boolean {
  return incident.status === 'awaiting-approval' && incident.approvalId === approval.id;
}

function viewAlert({ alert, firstSeenAt, lastSeenAt, occurrences, changes }: IncidentAlert): AlertView {
  return { ...alert, firstSeenAt, lastSeenAt, occurrences, stateChanges: countStateChanges(changes, '') };
}
