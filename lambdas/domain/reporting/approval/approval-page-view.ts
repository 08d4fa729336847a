import { personName } from '../../policy/people/person-name.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { Approval, Decision } from '../../records/approval/approval.ts';
import { lastVoteOf, stateAt } from '../../records/approval/approval-transitions.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Criterion } from '../../records/recovery-look/recovery-look.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { namedApproval, namedRecord } from '../names/named-facts.ts';
import { policyNames } from '../names/policy-names.ts';
import { projectTimeline } from '../timeline/timeline-projection.ts';
import { type ApprovalView, approvalView } from './approval-view.ts';
import { type LeftToDo, leftToDo } from './left-to-do.ts';

interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** One who was asked, and the last that they said. */
interface AskedPerson extends NamedPerson {
  readonly sentAt: string | null;
  readonly decision: Decision | null;
  readonly comment: string | null;
  readonly at: string | null;
}

/** What the page of a link shows beyond the request itself: who looks, who else was asked, and what came of it. */
export interface ApprovalPageView extends ApprovalView {
  /** What people call the service. */
  readonly serviceName: string;
  readonly you: NamedPerson;
  readonly asked: readonly AskedPerson[];
  readonly status: Incident['status'];
  /** What happened since the decision, oldest first. */
  readonly progress: readonly { readonly at: string; readonly kind: string; readonly text: string }[];
  /** What has to be true before it has recovered, as it was seen last; empty before the first look. */
  readonly recovery: readonly Pick<Criterion, 'label' | 'state' | 'text'>[];
  /** When the verdict on the recovery comes at the latest; null while none is awaited. */
  readonly verdictBy: string | null;
  /** Empty while it waits for the decision itself. */
  readonly leftToDo: readonly LeftToDo[];
  /** Whether this person may have everybody asked once more. */
  readonly mayAskAgain: boolean;
  /** The time by which all of this holds. */
  readonly now: string;
}

const most = 12;

export function approvalPageView(
  record: RecordedFacts,
  approval: Approval,
  person: string,
  policy: Pick<CompiledPolicy, 'people' | 'services'>,
  now: Date,
  evidenceKinds: readonly EvidenceDescription[],
): ApprovalPageView {
  const { people } = policy.people;
  const names = policyNames(policy);
  const named = (id: string): NamedPerson => ({
    id,
    name: personName(people, id),
  });
  const asked = approval.links.map(({ person: id, generation, sentAt }) => {
    const { decision = null, comment = null, at = null } = lastVoteOf(approval, id) ?? {};
    // The first links are sent with the request itself, which keeps no time of each.
    const reachedAt = sentAt ?? (generation === 0 ? approval.requestedAt : null);
    return { ...named(id), sentAt: reachedAt, decision, comment, at };
  });
  const since = stateAt(approval, now) === 'pending' ? null : (approval.decidedAt ?? approval.expiresAt);
  const progress =
    since === null
      ? []
      : projectTimeline(namedRecord(record, names), [namedApproval(approval, names)], evidenceKinds)
          .filter(
            ({ at, kind }) =>
              at >= since && /^(step|incident|postmortem)\./.test(kind) && kind !== 'step.call',
          )
          .slice(0, most)
          .map(({ at, kind, text }) => ({ at, kind, text }));
  return {
    ...approvalView(record, approval, now, evidenceKinds),
    serviceName: names.service(record.incident.service),
    you: named(person),
    asked,
    status: record.incident.status,
    progress,
    recovery: since === null ? [] : recoveryOf(record),
    verdictBy: record.incident.status === 'verifying' ? record.incident.deadlineAt : null,
    leftToDo: since === null ? [] : leftToDo(record),
    mayAskAgain: mayAskAgain(record.incident, approval, person, now),
    now: now.toISOString(),
  };
}

/** Of the wait that goes on, or of the last one. */
function recoveryOf({ incident, recoveryLook }: RecordedFacts): ApprovalPageView['recovery'] {
  if (recoveryLook == null) return [];
  const isOld = incident.status === 'verifying' && recoveryLook.since !== incident.since;
  return isOld
    ? []
    : recoveryLook.criteria.slice(0, most).map(({ label, state, text }) => ({ label, state, text }));
}

/** Where nobody answered, anybody who was asked may ask again; where one person said no, another. */
export function mayAskAgain(incident: Incident, approval: Approval, person: string, now: Date): boolean {
  if (incident.status !== 'handed-over' || incident.wait === null) return false;
  if (incident.assessment?.plan.hash !== approval.planHash) return false;
  const state = stateAt(approval, now);
  return state === 'expired' || (state === 'rejected' && approval.decidedBy !== person);
}
