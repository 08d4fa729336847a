import type { Approval, ApprovalState } from '../../records/approval/approval.ts';
import { agreedPeople, stateAt } from '../../records/approval/approval-transitions.ts';
import type { Step } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Severity } from '../../records/severity.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import type { EvidenceFact } from '../evidence/evidence-fact.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import { expectationLabel } from '../labels/expectation-label.ts';
import { failurePlan } from '../labels/failure-plan.ts';
import { upperFirst } from '../labels/first-letter.ts';
import { outcomeSentence } from './approval-result.ts';

/** What the holder of a link is shown. All text in it may quote hostile input. */
export interface ApprovalView {
  readonly approvalId: string;
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly severityReason: string;
    readonly service: string;
    readonly openedAt: string;
  };
  /** What explains the alert and what was ruled out; null on records from before it was kept. */
  readonly diagnosis: string | null;
  readonly step: Pick<Step, 'index' | 'action' | 'summary' | 'reason' | 'undo' | 'resource' | 'risk'>;
  readonly planHash: string;
  /** Why a person is asked. */
  readonly reasons: readonly string[];
  /** What is to be seen by when, such as `Error rate below 1 % within 5 min, for 3 readings in a row`. */
  readonly expected: string;
  readonly ifItDoesNotHelp: string;
  /** What happens at its end, in a sentence. */
  readonly ifNobodyDecides: string;
  readonly evidence: readonly EvidenceFact[];
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly peopleNeeded: number;
  /** Who agreed so far. */
  readonly agreed: readonly string[];
  /** The state in a sentence. */
  readonly outcome: string;
}

export function approvalView(
  { incident, evidence }: Pick<RecordedFacts, 'incident' | 'evidence'>,
  approval: Approval,
  now: Date,
  evidenceKinds: readonly EvidenceDescription[],
): ApprovalView {
  const { id, title, severity, severityReason, service, openedAt } = incident;
  const { index, action, summary, reason, undo, resource, risk } = approval.step;
  const state = stateAt(approval, now);
  return {
    approvalId: approval.id,
    incident: { id, title, severity, severityReason, service, openedAt },
    diagnosis: incident.assessment?.diagnosis ?? null,
    step: { index, action, summary, reason, undo, resource, risk },
    planHash: approval.planHash,
    reasons: approval.reasons,
    expected: upperFirst(expectationLabel(approval.step.expectation)),
    ifItDoesNotHelp: failurePlan(approval.step, incident.assessment?.plan ?? null),
    ifNobodyDecides:
      approval.runsUnanswered === true
        ? 'If nobody answers by then, it is done: policy lets it run unanswered. A no stops it.'
        : 'Without a decision by then nothing changes, and the incident is handed over.',
    evidence: evidenceFacts(evidence, incident.assessment, evidenceKinds),
    requestedAt: approval.requestedAt,
    expiresAt: approval.expiresAt,
    state,
    decidedBy: approval.decidedBy,
    decidedAt: approval.decidedAt,
    peopleNeeded: approval.peopleNeeded ?? 1,
    agreed: agreedPeople(approval),
    outcome: outcomeSentence({ ...approval, state }),
  };
}
