import { agentText } from '../../domain/agents/agent-text.ts';
import { unknownCitations } from '../../domain/agents/unknown-citations.ts';
import { InvalidInputError } from '../../domain/errors.ts';
import { agentActor, agentNoteKind } from '../../domain/records/step-proposal.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';
import { type CallingAgent, countForAgent, readForAgent, type WriteAsAgentDeps } from './write-as-agent.ts';

export interface AddNoteDeps extends WriteAsAgentDeps {
  readonly approvals: ApprovalStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
}

export interface AddNoteInput {
  readonly incidentId: string;
  readonly text: string;
  readonly citations: readonly string[];
}

const longestNote = 1000;

/**
 * Puts an agent's note on the timeline, in its name and its words. Throws NotFoundError, RestrictedError, CommandRefusedError,
 * InvalidInputError for a citation of what is not in the incident.
 */
export async function addNote(
  deps: AddNoteDeps,
  caller: CallingAgent,
  { incidentId, text, citations }: AddNoteInput,
): Promise<{ readonly entryId: string }> {
  const record = await readForAgent(deps, caller, incidentId, 'note');
  const unknown = await uncited(deps, record, citations);
  if (unknown.length > 0)
    throw new InvalidInputError(`citations: not in this incident: ${unknown.join(', ')}`);
  await countForAgent(deps, caller.agent, incidentId);
  const entryId = deps.ids.next('tl');
  await deps.incidents.appendEntry(incidentId, {
    id: entryId,
    at: deps.clock.now().toISOString(),
    actor: agentActor(caller.agent.id),
    kind: agentNoteKind,
    text: `Note by an agent: ${agentText(text, longestNote)}`,
    data: { citations },
  });
  return { entryId };
}

/** What an agent cites and cannot have read there. */
export async function uncited(
  { approvals, evidenceKinds }: Pick<AddNoteDeps, 'approvals' | 'evidenceKinds'>,
  record: IncidentRecord,
  citations: readonly string[],
): Promise<readonly string[]> {
  const timeline = projectTimeline(record, await readApprovals(approvals, record), evidenceKinds);
  const plan = record.incident.assessment?.plan ?? null;
  return unknownCitations(citations, { timeline, evidence: record.evidence, plan });
}
