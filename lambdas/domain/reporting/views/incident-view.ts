import { countStateChanges } from '../../correlation/alert-state-changes.ts';
import type { AlertStatus, IncidentAlert } from '../../records/alert.ts';
import type { Approval } from '../../records/approval.ts';
import type { UnavailableEvidence } from '../../records/evidence.ts';
import type { Explanation } from '../../records/explanation.ts';
import type {
  Assessment,
  CloseOutcome,
  Disposition,
  Incident,
  IncidentStatus,
} from '../../records/incident.ts';
import type { Suspect } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Severity, SeverityVerdict, Symptom } from '../../records/severity.ts';
import type { Debt } from '../../records/step-record.ts';
import { type ApprovalView, viewApproval } from './approval-view.ts';
import { type EvidenceView, viewEvidence } from './evidence-view.ts';
import { type StepView, viewStep } from './step-view.ts';
import { type Waiting, waitingOf } from './waiting.ts';

export interface AlertView {
  readonly source: string;
  readonly status: AlertStatus;
  readonly title: string;
  readonly description: string | null;
  readonly links: readonly string[];
  readonly service: string | null;
  /** When it began, as its sender says. */
  readonly startsAt: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly occurrences: number;
  /** How often it went from firing to resolved or back, as far as is remembered. */
  readonly stateChanges: number;
}

export interface AssessmentView {
  readonly at: string;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly severity: SeverityVerdict;
  readonly suspects: readonly Suspect[];
  /** `changeId` of the suspect that is blamed; null when none stands out. */
  readonly culprit: string | null;
  readonly explanation: Explanation | null;
  readonly unavailable: readonly UnavailableEvidence[];
}

export type DebtView = Omit<Debt, 'incidentId'>;

export interface PostmortemView {
  readonly at: string;
  /** Markdown; null while it cannot be read. */
  readonly text: string | null;
}

export interface IncidentLinks {
  readonly page: string;
  /** The execution in the Step Functions console, where there is one. */
  readonly execution: string | null;
}

/** One incident as it leaves Firebreak, by page or API. Every field is named here: what is not, stays inside. */
export interface IncidentView {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly severityReason: string;
  readonly symptom: Symptom;
  readonly status: IncidentStatus;
  readonly service: string;
  readonly environment: string;
  readonly sensitive: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly outcome: CloseOutcome | null;
  readonly commander: string | null;
  readonly automationStoppedAt: string | null;
  readonly policyHash: string;
  readonly waiting: Waiting | null;
  readonly alerts: readonly AlertView[];
  readonly assessment: AssessmentView | null;
  readonly plan: { readonly hash: string; readonly steps: readonly StepView[] } | null;
  readonly approvals: readonly ApprovalView[];
  readonly evidence: readonly EvidenceView[];
  readonly debts: readonly DebtView[];
  readonly postmortem: PostmortemView | null;
  readonly links: IncidentLinks;
}

export function viewIncident(
  record: Omit<RecordedFacts, 'entries'>,
  approvals: readonly Approval[],
  postmortemText: string | null,
  links: IncidentLinks,
): IncidentView {
  const { incident } = record;
  const { assessment } = incident;
  return {
    ...viewFacts(incident),
    waiting: waitingOf(incident, approvals.find((each) => namedBy(incident, each)) ?? null),
    alerts: record.alerts.map(viewAlert),
    assessment: assessment && viewAssessment(assessment),
    plan: assessment && {
      hash: assessment.plan.hash,
      steps: assessment.plan.steps.map((step) =>
        viewStep(
          step,
          record.steps.find((each) => each.index === step.index) ?? null,
          approvals.find((each) => each.stepIndex === step.index) ?? null,
        ),
      ),
    },
    approvals: approvals.map(viewApproval),
    evidence: record.evidence.map(viewEvidence),
    debts: record.debts.map(viewDebt),
    postmortem: incident.postmortem && { at: incident.postmortem.at, text: postmortemText },
    links: { page: links.page, execution: links.execution },
  };
}

function viewFacts(incident: Incident) {
  const closed = incident.status === 'closed' ? incident : null;
  return {
    id: incident.id,
    title: incident.title,
    severity: incident.severity,
    severityReason: incident.severityReason,
    symptom: incident.symptom,
    status: incident.status,
    service: incident.service,
    environment: incident.environment,
    sensitive: incident.sensitive,
    openedAt: incident.openedAt,
    updatedAt: incident.updatedAt,
    closedAt: closed?.closedAt ?? null,
    closedBy: closed?.closedBy ?? null,
    outcome: closed?.outcome ?? null,
    commander: incident.commander,
    automationStoppedAt: incident.automationStoppedAt,
    policyHash: incident.policyHash,
  };
}

function namedBy(incident: Incident, approval: Approval): boolean {
  return incident.status === 'awaiting-approval' && incident.approvalId === approval.id;
}

function viewAlert({ alert, firstSeenAt, lastSeenAt, occurrences, changes }: IncidentAlert): AlertView {
  return {
    source: alert.source,
    status: alert.status,
    title: alert.title,
    description: alert.description,
    links: alert.links,
    service: alert.service,
    startsAt: alert.startsAt,
    firstSeenAt,
    lastSeenAt,
    occurrences,
    stateChanges: countStateChanges(changes, ''),
  };
}

function viewAssessment(assessment: Assessment): AssessmentView {
  const { severity } = assessment;
  return {
    at: assessment.at,
    disposition: assessment.disposition,
    reason: assessment.reason,
    severity: {
      severity: severity.severity,
      symptom: severity.symptom,
      reason: severity.reason,
      rule: severity.rule,
      values: (severity.values ?? []).map(({ path, value }) => ({ path, value })),
    },
    suspects: assessment.suspects.map((suspect) => ({
      changeId: suspect.changeId,
      summary: suspect.summary,
      at: suspect.at,
      score: suspect.score,
      reasons: suspect.reasons,
      ruledOut: suspect.ruledOut,
      factors: (suspect.factors ?? []).map(({ name, points, text }) => ({ name, points, text })),
    })),
    culprit: assessment.culprit ?? null,
    explanation: viewExplanation(assessment.explanation ?? null),
    unavailable: assessment.unavailable.map(({ kind, status, gatheredAt, reason }) => ({
      kind,
      status,
      gatheredAt,
      reason,
    })),
  };
}

function viewExplanation(explanation: Explanation | null): Explanation | null {
  return explanation && { kind: explanation.kind, text: explanation.text };
}

function viewDebt(debt: Debt): DebtView {
  return {
    resource: debt.resource,
    stepIndex: debt.stepIndex,
    owner: debt.owner,
    createdAt: debt.createdAt,
    dueAt: debt.dueAt,
    howToRestore: debt.howToRestore,
    status: debt.status,
    closedAt: debt.closedAt,
    closedBy: debt.closedBy,
  };
}
