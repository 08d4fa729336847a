import type { TimelineEntry } from './timeline.ts';

/** A step that an agent would take. It is a wish: people ask for it or leave it, and approve it like any other. */
export interface StepProposal {
  /** Also of its timeline entry. */
  readonly id: string;
  readonly at: string;
  /** Id of an agent of policy. */
  readonly agent: string;
  /** `kind` of a registered action. */
  readonly action: string;
  /** Key of the resource that it is to work on. */
  readonly resource: string;
  /** Id of the change that it is to revert; null when it reverts none. */
  readonly changeId: string | null;
  /** One sentence, by the action: what would be done. */
  readonly summary: string;
  /** The agent's words: one line, and hostile. */
  readonly reason: string;
  /** Ids of what the agent rests on: `evidence:metrics`, `change:…`, of timeline entries. */
  readonly citations: readonly string[];
}

const proposedKind = 'step.proposed';
export const proposalDeniedKind = 'step.proposal-denied';
export const agentNoteKind = 'agent.note';

export function agentActor(agent: string): string {
  return `agent:${agent}`;
}

/** The agent's own words stand in the data only: the text of an entry goes into mails. */
export function proposalEntry({ id, at, agent, summary, ...proposal }: StepProposal): TimelineEntry {
  return {
    id,
    at,
    actor: agentActor(agent),
    kind: proposedKind,
    text: `Proposed: ${summary}`,
    data: { agent, summary, ...proposal },
  };
}

/** What agents proposed, oldest first. */
export function proposalsIn(entries: readonly TimelineEntry[]): readonly StepProposal[] {
  return entries
    .filter(({ kind }) => kind === proposedKind)
    .map(({ id, at, data }) => ({
      id,
      at,
      agent: text(data['agent']),
      action: text(data['action']),
      resource: text(data['resource']),
      changeId: typeof data['changeId'] === 'string' ? data['changeId'] : null,
      summary: text(data['summary']),
      reason: text(data['reason']),
      citations: Array.isArray(data['citations']) ? data['citations'].map(text) : [],
    }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
