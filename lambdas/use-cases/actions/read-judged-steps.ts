import { type JudgedStep, outcomeOf } from '../../domain/response/autonomy/track-record.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

/** So many closed incidents of the service are looked at, the newest. */
const lookedAt = 25;

/** How what automation did in closed incidents of a service went. */
export async function readJudgedSteps(
  incidents: IncidentStore,
  service: string,
): Promise<readonly JudgedStep[]> {
  const { incidents: closed } = await incidents.listIncidents({ status: 'closed', service, limit: lookedAt });
  const planned = closed.flatMap(({ id, assessment }) =>
    (assessment?.plan.steps ?? []).map(({ index, action, runbook }) => ({
      incidentId: id,
      index,
      action,
      runbook,
    })),
  );
  const records = planned.length === 0 ? [] : await incidents.readSteps(planned);
  return records.flatMap((record) => {
    const step = planned.find(
      ({ incidentId, index }) => incidentId === record.incidentId && index === record.index,
    );
    const { result, verification, undo } = record;
    const outcome = outcomeOf(
      result?.outcome ?? null,
      verification?.verdict.state ?? null,
      undo?.outcome ?? null,
    );
    if (step === undefined || outcome === null || result === null) return [];
    return [{ service, action: step.action, runbook: step.runbook, at: result.at, outcome }];
  });
}
