/** What the writing tools may do, in the name of the agent that calls. Every method throws FirebreakError for what it may not write. */
export interface WriteApi {
  addNote(note: AgentNote): Promise<{ readonly id: string }>;
  proposeStep(step: ProposedStep): Promise<ProposalAnswer>;
}

export interface AgentNote {
  readonly incidentId: string;
  readonly text: string;
  readonly citations: readonly string[];
}

export interface ProposedStep {
  readonly incidentId: string;
  readonly action: string;
  /** Key of a resource of the service; null: what the change was made to. */
  readonly resource: string | null;
  readonly changeId: string | null;
  readonly reason: string;
  readonly citations: readonly string[];
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
