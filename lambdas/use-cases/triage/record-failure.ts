import { describeCause } from '../../domain/describe-cause.ts';
import { failureKind } from '../../domain/response/commands/pending-command.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface RecordFailureInput {
  readonly incidentId: string;
  /** Name of the state that failed. */
  readonly state: string;
  /** Error name as the workflow saw it. */
  readonly error: string;
  readonly cause: string | null;
  /** When the failure was caught, ISO 8601 UTC; the same for every try to record it. */
  readonly at: string;
}

/** Puts on the timeline what broke in the workflow, and where. */
export async function recordFailure(
  { incidents }: { readonly incidents: IncidentStore },
  { incidentId, state, error, cause, at }: RecordFailureInput,
): Promise<Record<string, never>> {
  const why = describeCause(cause);
  await incidents.appendEntry(incidentId, {
    id: `${failureKind}:${at}`,
    at: new Date(at).toISOString(),
    actor: 'firebreak:record-failure',
    kind: failureKind,
    text: `The step "${state}" failed: ${error}${why === null ? '' : ` (${why})`}`,
    data: { state, error },
  });
  return {};
}
