import type { JudgedStep } from '../../domain/response/autonomy/track-record.ts';
import { judgedSteps } from '../../domain/response/autonomy/track-record.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

/** So many closed incidents of the service are looked at, the newest. */
const lookedAt = 25;

/** How what automation did in closed incidents of a service went, all but in one of them. */
export async function readJudgedSteps(
  incidents: IncidentStore,
  service: string,
  except: string | null = null,
): Promise<readonly JudgedStep[]> {
  const { incidents: closed } = await incidents.listIncidents({ status: 'closed', service, limit: lookedAt });
  const others = closed.filter(({ id }) => id !== except);
  const planned = others.flatMap(({ id, assessment }) =>
    (assessment?.plan.steps ?? []).map(({ index }) => ({ incidentId: id, index })),
  );
  const records = planned.length === 0 ? [] : await incidents.readSteps(planned);
  return others.flatMap((incident) =>
    judgedSteps(
      incident,
      records.filter(({ incidentId }) => incidentId === incident.id),
    ),
  );
}
