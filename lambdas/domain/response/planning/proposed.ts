import type { StepProposal } from '../../records/step-proposal.ts';

/** What an agent may say of a step: what is done to what. All else comes of policy and evidence. */
export type WantedStep = Pick<StepProposal, 'action' | 'changeId' | 'reason'> & {
  /** Null: what the change was made to. */
  readonly resource: string | null;
};

/** An agent of policy, as a step names it. */
interface ProposingAgent {
  readonly id: string;
  readonly name: string;
  readonly of?: string | undefined;
}

export interface Proposed {
  readonly step: WantedStep;
  readonly agent: ProposingAgent;
}
