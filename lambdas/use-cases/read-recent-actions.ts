import type { RecentAction } from '../domain/guardrails/guardrail.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentRecord, IncidentStore } from '../ports/incident-store.ts';

/** An action counts for a day, and an incident may have been open for one before it. */
const lookBackHours = 48;
const pageSize = 100;
const mostPages = 10;

/** The actions that were started lately, in whichever incident, for cooldowns and budgets. */
export async function readRecentActions(
  incidents: IncidentStore,
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
    for (const incident of recent.filter(hasPlan)) {
      const record = await incidents.readRecord(incident.id);
      if (record !== null) actions.push(...startedActions(record));
    }
    cursor = found.cursor;
    if (cursor === null || recent.length < found.incidents.length) break;
  }
  return actions;
}

/** Where no step was planned, nothing was done. */
function hasPlan({ assessment }: Incident): boolean {
  return (assessment?.plan.steps.length ?? 0) > 0;
}

function startedActions({ incident, steps }: IncidentRecord): RecentAction[] {
  return steps.flatMap(({ index, claim }) => {
    const step = incident.assessment?.plan.steps[index];
    if (claim === null || step === undefined) return [];
    const { id: incidentId, service } = incident;
    return [{ incidentId, service, action: step.action, resource: step.resource, at: claim.at }];
  });
}
