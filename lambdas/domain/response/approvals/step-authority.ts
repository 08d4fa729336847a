import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { agreedPeople, lastVoteOf } from '../../records/approval/approval-transitions.ts';
import { type GuardrailVerdict, peopleNeeded } from '../../records/guardrails/guardrail-verdict.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { currentGuard, type StepAuthority, type StepRecord } from '../../records/step-record.ts';
import { requiredSignIn } from '../../sign-in/approval-sign-in.ts';
import { whyStopped } from '../commands/why-stopped.ts';
import { recoveryOf } from '../recovery/recovery-of.ts';
import { mayRunUnanswered } from './no-answer.ts';

export type Authorisation =
  | { readonly ok: true; readonly authority: StepAuthority }
  /** Why the step must not run, for people; `mayAsk`: unless they approve it, knowing that. */
  | { readonly ok: false; readonly reason: string; readonly mayAsk: boolean };

export interface AuthorisationInput {
  readonly record: Pick<RecordedFacts, 'incident' | 'entries' | 'debts' | 'steps'>;
  readonly stepIndex: number;
  /** With the verdict that people were asked under. */
  readonly stepRecord: StepRecord | null;
  /** Read again just now, or null when none is named or none is there. */
  readonly approval: Approval | null;
  /** Ids of the people who may approve it now. */
  readonly approvers: readonly string[];
  readonly people: Pick<PeoplePolicy, 'approvals' | 'signIn'>;
  /** What the guardrails say at this moment; null when there is nothing to ask them about. */
  readonly verdict: GuardrailVerdict | null;
}

const automatedStatuses: readonly string[] = ['responding', 'awaiting-approval'];

/**
 * Whether a step may run, judged from the records and the guardrails at this moment and not from what the workflow says: a stolen task
 * token or a repeated message is worth nothing. Of what was said before and what is said now the stricter counts; anything missing or
 * unknown is a no.
 */
export function authoriseStep(input: AuthorisationInput): Authorisation {
  const { record, stepIndex, stepRecord, verdict } = input;
  const { incident } = record;
  const stopped = whyStopped(record);
  if (stopped !== null) return no(stopped);
  if (!automatedStatuses.includes(incident.status)) return no(`The incident is ${incident.status}`);
  const plan = incident.assessment?.plan;
  const step = plan?.steps[stepIndex];
  if (plan === undefined || step === undefined) return no(`The plan has no step ${stepIndex}`);
  if (step.phase === 'restore' && recoveryOf(record) === null) {
    return no('The incident has not recovered, and this step restores what is left after that');
  }
  if (stepRecord === null) return no('No guardrail verdict is recorded for this step');
  if (stepRecord.planHash !== plan.hash) return no('The plan changed after the guardrails were checked');
  if (verdict === null) return no('The guardrails were not asked again');
  const asked = currentGuard(stepRecord).verdict;
  if (asked.decision === 'deny') return no('The guardrails deny this step');
  if (verdict.decision === 'deny') return no(reasonsOf(verdict).join('; '));
  if (asked.decision === 'needs-approval') return authoriseByApproval(input, asked, verdict, plan.hash);
  return verdict.decision === 'allow'
    ? { ok: true, authority: { kind: 'policy', approvalId: null, by: [] } }
    : ask(reasonsOf(verdict).join('; '));
}

/** Why it is not simply allowed; empty when it is. */
export function reasonsOf({ decision, findings }: GuardrailVerdict): readonly string[] {
  if (decision === 'allow') return [];
  const reasons = findings.filter((finding) => finding.decision === decision).map(({ reason }) => reason);
  return reasons.length > 0 ? reasons : ['No guardrail allows it'];
}

/** What asks for a person now and did not when people were asked: they did not know it. */
function newNeeds(asked: GuardrailVerdict, verdict: GuardrailVerdict): readonly string[] {
  const known = new Set(needs(asked).map(({ guardrail }) => guardrail));
  return needs(verdict)
    .filter(({ guardrail }) => !known.has(guardrail))
    .map(({ reason }) => reason);
}

function needs({ findings }: GuardrailVerdict) {
  return findings.filter(({ decision }) => decision === 'needs-approval');
}

function authoriseByApproval(
  { record: { incident }, stepIndex, approval, approvers, people: policy }: AuthorisationInput,
  asked: GuardrailVerdict,
  verdict: GuardrailVerdict,
  planHash: string,
): Authorisation {
  if (approval === null) return no('There is no approval for this step');
  if (approval.incidentId !== incident.id || approval.stepIndex !== stepIndex) {
    return no('The approval is for another step');
  }
  if (approval.planHash !== planHash) return no('The plan changed after it was approved');
  if (approval.state !== 'approved') return no(`The approval is ${approval.state}`);
  if (approval.runsUnanswered === true && approval.decidedBy === null) {
    return authoriseUnanswered(approval, incident, policy, [asked, verdict]);
  }
  const { decidedBy, decidedAt, expiresAt } = approval;
  if (decidedBy === null || decidedAt === null) return no('The approval has no decision');
  if (Date.parse(decidedAt) >= Date.parse(expiresAt))
    return no('The approval was given after it had expired');
  const wasAsked = (by: string) => approval.links.some(({ person }) => person === by);
  if (!agreedPeople(approval).every(wasAsked)) return no('A person who decided was not asked');
  const people = agreedPeople(approval);
  const left = people.find((person) => !approvers.includes(person));
  if (left !== undefined) return ask(`${left}, who approved it, is no approver any more`);
  const unproven = people.find((person) => lastVoteOf(approval, person)?.signedIn === undefined);
  if (unproven !== undefined && requiredSignIn(policy, approval.step) !== 'none') {
    return ask(`${unproven} approved it without signing in, which policy asks for now`);
  }
  const unknown = newNeeds(asked, verdict);
  if (unknown.length > 0) return ask(unknown.join('; '));
  const needed = Math.max(peopleNeeded(asked), peopleNeeded(verdict), approval.peopleNeeded ?? 1);
  if (people.length < needed) return ask(`${needed} people must agree, and ${people.join(', ')} did`);
  return { ok: true, authority: { kind: 'approval', approvalId: approval.id, by: people } };
}

/** Nobody said anything in its time, and policy lets the step run then: as it was when people were told so, and as it is now. */
function authoriseUnanswered(
  { id, step, votes = [], decidedAt, expiresAt }: Approval,
  incident: Incident,
  people: Pick<PeoplePolicy, 'approvals'>,
  verdicts: readonly GuardrailVerdict[],
): Authorisation {
  if (decidedAt === null || Date.parse(decidedAt) < Date.parse(expiresAt))
    return no('Its time to be answered was not over');
  if (votes.length > 0) return no('Somebody answered, and it is not decided');
  const runs = (verdict: GuardrailVerdict) =>
    verdict.decision === 'allow' || mayRunUnanswered(people, incident, step, verdict);
  if (!verdicts.every(runs))
    return ask('Nobody answered, and policy does not let it run unanswered any more');
  return { ok: true, authority: { kind: 'policy', approvalId: id, by: [] } };
}

function no(reason: string): Authorisation {
  return { ok: false, reason, mayAsk: false };
}

function ask(reason: string): Authorisation {
  return { ok: false, reason, mayAsk: true };
}
