import type { RecentAction } from '../domain/guardrails/guardrail.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentStore, StepIdentity } from '../ports/incident-store.ts';

/** An action counts for a day, and an incident may have been open for one before it. */
const lookBackHours = 48;
/** With one more, to see whether there is another page, as many as the table gives at once. */
const pageSize = 99;
const mostPages = 10;

/** What is about to be done: earlier actions on the same service or the same resource count. */
export interface ActedOn {
  readonly service: string;
  readonly resource: string;
}

/** The actions on this service or this resource that were started lately, in whichever incident, for cooldowns and budgets. */
export async function readRecentActions(
  incidents: IncidentStore,
  about: ActedOn,
  now: Date,
): Promise<readonly RecentAction[]> {
  const since = new Date(now.getTime() - lookBackHours * 3_600_000).toISOString();
  const actions: RecentAction[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await incidents.listIncidents({
      status: 'all',
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    const recent = found.incidents.filter(({ openedAt, status }) => openedAt >= since || status !== 'closed');
    actions.push(...(await startedActions(incidents, recent, about)));
    cursor = found.cursor;
    if (cursor === null || recent.length < found.incidents.length) break;
  }
  return actions;
}

async function startedActions(
  store: IncidentStore,
  incidents: readonly Incident[],
  about: ActedOn,
): Promise<readonly RecentAction[]> {
  const planned = new Map(
    incidents.flatMap((incident) => plannedOn(incident, about).map((one) => [keyOf(one), one] as const)),
  );
  const steps = planned.size === 0 ? [] : await store.readSteps([...planned.values()]);
  return steps.flatMap((step) => {
    const plan = planned.get(keyOf(step));
    if (step.claim === null || plan === undefined) return [];
    const { incidentId, service, action, resource } = plan;
    return [{ incidentId, service, action, resource, at: step.claim.at }];
  });
}

type PlannedAction = StepIdentity & Omit<RecentAction, 'at'>;

/** Where no step was planned, nothing was done. */
function plannedOn({ id, service, assessment }: Incident, about: ActedOn): readonly PlannedAction[] {
  const steps = assessment?.plan.steps ?? [];
  return steps
    .filter(({ resource }) => service === about.service || resource === about.resource)
    .map(({ index, action, resource }) => ({ incidentId: id, index, service, action, resource }));
}

function keyOf({ incidentId, index }: StepIdentity): string {
  return `${incidentId} ${index}`;
}
