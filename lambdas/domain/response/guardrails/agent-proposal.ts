import { type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** What an agent proposed waits for people, whatever policy lets pass. */
export const agentProposal: Guardrail = {
  name: 'agent-proposal',
  check({ step: { proposedBy } }) {
    if (proposedBy === undefined) return notApplicable('Policy proposed it');
    const { agent, of } = proposedBy;
    return needsApproval(
      of === null
        ? `The agent ${agent} proposed it`
        : `The agent ${agent} proposed it: ${of}, whose agent it is, does not decide about it`,
    );
  },
};
