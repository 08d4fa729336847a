import type { Incident } from '../../domain/records/incident.ts';
import type { StepRecord } from '../../domain/records/step-record.ts';
import { cameBack } from '../../domain/response/autonomy/came-back.ts';
import { type JudgedStep, judgedChanges, judgedSteps } from '../../domain/response/autonomy/track-record.ts';
import type { JudgedChange } from '../../domain/triage/suspects/judged-changes.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

/** So many closed incidents of the service are looked at, the newest. */
const lookedAt = 25;

/** How what automation did in closed incidents of a service went, all but in some of them. */
export async function readJudgedSteps(
  incidents: IncidentStore,
  service: string,
  except: readonly string[] = [],
): Promise<readonly JudgedStep[]> {
  const [closed, open] = await Promise.all([
    readClosed(incidents, service, except),
    incidents.listIncidents({ status: 'open', service, limit: lookedAt }),
  ]);
  const all = [...closed.map(({ incident }) => incident), ...open.incidents];
  return closed.flatMap(({ incident, steps }) => judgedSteps(incident, steps, cameBack(incident, all)));
}

/** Which changes were taken back in closed incidents of a service, and whether that helped. */
export async function readJudgedChanges(
  incidents: IncidentStore,
  service: string,
): Promise<readonly JudgedChange[]> {
  const closed = await readClosed(incidents, service, []);
  return closed.flatMap(({ incident, steps }) => judgedChanges(incident, steps));
}

async function readClosed(
  incidents: IncidentStore,
  service: string,
  except: readonly string[],
): Promise<readonly { readonly incident: Incident; readonly steps: readonly StepRecord[] }[]> {
  const { incidents: closed } = await incidents.listIncidents({ status: 'closed', service, limit: lookedAt });
  const others = closed.filter(({ id }) => !except.includes(id));
  const planned = others.flatMap(({ id, assessment }) =>
    (assessment?.plan.steps ?? []).map(({ index }) => ({ incidentId: id, index })),
  );
  const records = planned.length === 0 ? [] : await incidents.readSteps(planned);
  return others.map((incident) => ({
    incident,
    steps: records.filter(({ incidentId }) => incidentId === incident.id),
  }));
}
