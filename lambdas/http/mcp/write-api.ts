import type { AddNoteInput } from '../../use-cases/agents/add-note.ts';
import type { ProposeStepInput } from '../../use-cases/agents/propose-step.ts';

/** What the writing tools may do, in the name of the agent that calls. Every method throws FirebreakError for what it may not write. */
export interface WriteApi {
  addNote(note: AddNoteInput): Promise<{ readonly id: string }>;
  proposeStep(step: ProposeStepInput): Promise<ProposalAnswer>;
}

export type ProposalAnswer =
  | { readonly outcome: 'denied'; readonly reasons: readonly string[] }
  | {
      readonly outcome: 'proposed';
      readonly id: string;
      /** What would be done, and how it would be judged and undone. */
      readonly step: Readonly<Record<string, unknown>>;
      /** Why people are asked. */
      readonly guardrails: readonly string[];
      /** Address of the incident's page, where a person may ask for it. */
      readonly page: string;
    };
