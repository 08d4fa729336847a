import { personName } from '../../policy/people/person-name.ts';
import { proposingAgent } from '../planning/adopted-proposal.ts';
import { deny, type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** What an agent proposed waits for people, whatever policy lets pass; and only while the agent may propose, and is still the same person's. */
export const agentProposal: Guardrail = {
  name: 'agent-proposal',
  check({ step: { proposedBy }, people }) {
    if (proposedBy === undefined) return notApplicable('Policy proposed it');
    const agent = proposingAgent(people, proposedBy);
    if (agent === null) return deny(`people.yaml does not let ${proposedBy.agent} propose any more`);
    const of = agent.of ?? null;
    if (of !== proposedBy.of) {
      return deny(`Policy says of whom ${agent.name} is otherwise than when it proposed it`);
    }
    const who = `The agent ${agent.name} proposed it`;
    return needsApproval(
      of === null
        ? who
        : `${who}: ${personName(people.people, of)}, whose agent it is, does not decide about it`,
    );
  },
};
