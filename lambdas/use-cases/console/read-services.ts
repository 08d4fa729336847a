import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { summarizeIncident } from '../../domain/reporting/views/incident-summary.ts';
import { type ServiceView, viewServices } from '../../domain/reporting/views/service-view.ts';
import type { StopView } from '../../domain/reporting/views/stop-view.ts';
import { cameBack } from '../../domain/response/autonomy/came-back.ts';
import { type JudgedStep, judgedSteps } from '../../domain/response/autonomy/track-record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readDebts } from './read-debts.ts';

export interface ReadServicesDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'services' | 'people' | 'calendars' | 'guardrails'>;
  readonly clock: Clock;
}

/** The newest incidents of all services: one list, however many services there are. */
export const incidentsLookedAt = 100;

/** Every service of the policy, with what is on record about it. Of security-sensitive incidents nobody learns what was done. */
export async function readServices(
  deps: ReadServicesDeps,
  stops: readonly StopView[],
): Promise<readonly ServiceView[]> {
  const { incidents, policy, clock } = deps;
  const [page, debts] = await Promise.all([
    incidents.listIncidents({ status: 'all', limit: incidentsLookedAt }),
    readDebts(deps, null),
  ]);
  return viewServices({
    policy,
    debts,
    stops,
    incidents: page.incidents.map(summarizeIncident),
    steps: await readSteps(incidents, page.incidents),
    now: clock.now(),
  });
}

async function readSteps(
  store: IncidentStore,
  incidents: readonly Incident[],
): Promise<readonly JudgedStep[]> {
  const closed = incidents.filter(({ status, sensitive }) => status === 'closed' && !sensitive);
  const planned = closed.flatMap(({ id, assessment }) =>
    (assessment?.plan.steps ?? []).map(({ index }) => ({ incidentId: id, index })),
  );
  const records = planned.length === 0 ? [] : await store.readSteps(planned);
  const ofIncident = Map.groupBy(records, ({ incidentId }) => incidentId);
  return closed.flatMap((incident) =>
    judgedSteps(incident, ofIncident.get(incident.id) ?? [], cameBack(incident, incidents)),
  );
}
