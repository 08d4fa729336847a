import type { PeoplePolicy } from '../../policy/policy.ts';
import type { AgentPolicy } from '../../policy/schemas/agents-schema.ts';
import type { Incident } from '../../records/incident.ts';
import { proposalsIn, type StepProposal } from '../../records/step-proposal.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Proposed } from './proposed.ts';

/** What an agent proposed and a person asked for with the new plan; null when nothing, or when policy names the agent no more. */
export function adoptedProposal(
  {
    incident: { earlierPlans = [] },
    entries,
  }: { readonly incident: Pick<Incident, 'earlierPlans'>; readonly entries: readonly TimelineEntry[] },
  people: Pick<PeoplePolicy, 'agents'>,
): Proposed | null {
  const wanted = earlierPlans.at(-1)?.adopts;
  const step = proposalsIn(entries).find(({ id }) => id === wanted);
  const agent = step === undefined ? null : proposingAgent(people, step);
  return step === undefined || agent === null ? null : { step, agent };
}

/** The agent of policy that made it, if it may still propose. */
export function proposingAgent(
  { agents = [] }: Pick<PeoplePolicy, 'agents'>,
  { agent }: Pick<StepProposal, 'agent'>,
): AgentPolicy | null {
  return agents.find(({ id, may }) => id === agent && may.includes('propose')) ?? null;
}
