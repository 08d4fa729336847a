import { agentText } from '../../domain/agents/agent-text.ts';
import { CommandRefusedError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { type Incident, mostNewPlans, newPlansLeft } from '../../domain/records/incident.ts';
import {
  agentActor,
  proposalDeniedKind,
  proposalEntry,
  proposalsIn,
  type StepProposal,
} from '../../domain/records/step-proposal.ts';
import { reasonsOf } from '../../domain/response/approvals/step-authority.ts';
import { draftProposal } from '../../domain/response/planning/draft-proposal.ts';
import type { StepDraft } from '../../domain/response/planning/draft-step.ts';
import { isSameProposal } from '../../domain/response/planning/earlier-steps.ts';
import type { PlannableAction } from '../../domain/response/planning/plannable-action.ts';
import type { Proposed, WantedStep } from '../../domain/response/planning/proposed.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type JudgeStepDeps, judgeStep } from '../actions/judge-step.ts';
import { type AddNoteDeps, uncited } from './add-note.ts';
import { type CallingAgent, countForAgent, readForAgent } from './write-as-agent.ts';

export interface ProposeStepDeps
  extends Omit<AddNoteDeps, 'policy'>,
    Pick<JudgeStepDeps, 'leases' | 'killSwitches'> {
  readonly policy: CompiledPolicy;
  /** Every registered action. */
  readonly actions: readonly PlannableAction[];
}

export interface ProposeStepInput {
  readonly incidentId: string;
  readonly action: string;
  /** Key of a resource of the service; null: what the change was made to. */
  readonly resource: string | null;
  /** Id of the change to revert, as triage saw it; null: none. */
  readonly changeId: string | null;
  readonly reason: string;
  readonly citations: readonly string[];
}

export type StepProposed =
  | {
      readonly outcome: 'proposed';
      readonly proposal: StepProposal;
      readonly step: StepDraft;
      /** Why people are asked, as the guardrails say now. */
      readonly guardrails: readonly string[];
    }
  | { readonly outcome: 'denied'; readonly reasons: readonly string[] };

const longestReason = 300;

/**
 * Records what an agent would do, for people to ask for or to leave; it starts nothing. What the catalogue, policy or a guardrail does not
 * let happen is denied with every reason. Both stand on the timeline. Saying the same again gives the same proposal. Throws NotFoundError,
 * RestrictedError, CommandRefusedError.
 */
export async function proposeStep(
  deps: ProposeStepDeps,
  caller: CallingAgent,
  input: ProposeStepInput,
): Promise<StepProposed> {
  const { agent } = caller;
  const record = await readForAgent(deps, caller, input.incidentId, 'propose');
  const { incident } = record;
  if (incident.status === 'closed') throw new CommandRefusedError('The incident is closed');
  const wanted: WantedStep = { ...input, reason: agentText(input.reason, longestReason) };
  const draft = incident.assessment === null ? tooEarly : draftOf(deps, record, { step: wanted, agent });
  const known = typeof draft === 'string' ? null : madeBefore(record, agent.id, draft);
  const judged = await judge(deps, record, input, draft);
  if (known === null || judged.outcome === 'denied') await countForAgent(deps, agent, incident.id);
  if (judged.outcome === 'denied') {
    await recordDenial(deps, caller, input, judged.reasons);
    return judged;
  }
  const proposal = known ?? {
    id: deps.ids.next('tl'),
    at: deps.clock.now().toISOString(),
    agent: agent.id,
    action: judged.step.action,
    resource: judged.step.resource,
    changeId: judged.step.changeId ?? null,
    summary: judged.step.summary,
    reason: wanted.reason,
    citations: input.citations,
  };
  if (known === null) await deps.incidents.appendEntry(incident.id, proposalEntry(proposal));
  return { ...judged, proposal };
}

const tooEarly = 'triage has not ended: propose when there is a plan';

type Judged =
  | { readonly outcome: 'denied'; readonly reasons: readonly string[] }
  | { readonly outcome: 'proposed'; readonly step: StepDraft; readonly guardrails: readonly string[] };

function draftOf(
  { actions, policy }: ProposeStepDeps,
  { incident, evidence }: IncidentRecord,
  proposed: Proposed,
): StepDraft | string {
  return draftProposal(proposed, {
    actions,
    service: findService(policy, incident),
    protected: policy.guardrails.protected,
    evidence,
  });
}

/** Everything that speaks against it. A person who asks for it lets automation go on, and evidence is read again then. */
async function judge(
  deps: ProposeStepDeps,
  record: IncidentRecord,
  { citations }: ProposeStepInput,
  draft: StepDraft | string,
): Promise<Judged> {
  const unknown = await uncited(deps, record, citations);
  const reasons = [
    ...(unknown.length === 0 ? [] : [`citations: not in this incident: ${unknown.join(', ')}`]),
    ...(newPlansLeft(record.incident) > 0 ? [] : [noPlanLeft]),
    ...(typeof draft === 'string' ? [draft] : whyKnown(record.incident, draft)),
  ];
  if (typeof draft === 'string' || reasons.length > 0) return { outcome: 'denied', reasons };
  const steps = record.incident.assessment?.plan.steps ?? [];
  const resumed: Incident = { ...record.incident, automationStoppedAt: null };
  const { verdict } = await judgeStep(
    deps,
    { ...record, incident: resumed },
    { ...draft, index: steps.length },
    deps.clock.now().toISOString(),
  );
  return verdict.decision === 'deny'
    ? { outcome: 'denied', reasons: reasonsOf(verdict) }
    : { outcome: 'proposed', step: draft, guardrails: reasonsOf(verdict) };
}

const noPlanLeft = `the incident had ${mostNewPlans} new plans, and has no more: tell a person, or leave a note`;

/** What policy proposed already is decided there: an agent does not ask again. */
function whyKnown({ assessment }: Pick<Incident, 'assessment'>, draft: StepDraft): readonly string[] {
  const same = assessment?.plan.steps.find((step) => isSameProposal(step, draft));
  return same === undefined
    ? []
    : [`step ${same.index + 1} of the plan is the same: people decide about it there`];
}

function madeBefore({ entries }: IncidentRecord, agent: string, draft: StepDraft): StepProposal | null {
  return (
    proposalsIn(entries).find(
      (each) =>
        each.agent === agent &&
        each.action === draft.action &&
        each.resource === draft.resource &&
        each.changeId === (draft.changeId ?? null) &&
        each.summary === draft.summary,
    ) ?? null
  );
}

async function recordDenial(
  { incidents, ids, clock }: ProposeStepDeps,
  { agent }: CallingAgent,
  { incidentId, action, resource, changeId, reason, citations }: ProposeStepInput,
  reasons: readonly string[],
): Promise<void> {
  const said = agentText(reason, longestReason);
  await incidents.appendEntry(incidentId, {
    id: ids.next('tl'),
    at: clock.now().toISOString(),
    actor: agentActor(agent.id),
    kind: proposalDeniedKind,
    text: `Proposal denied: ${agentText(reasons.join('; '), 500)}`,
    data: {
      action: agentText(action, 100),
      resource: resource === null ? null : agentText(resource, 256),
      changeId: changeId === null ? null : agentText(changeId, 256),
      reason: said,
      citations: citations.map((id) => agentText(id, 100)),
    },
  });
}
