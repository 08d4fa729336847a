import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';

type ListQuery = Parameters<IncidentStore['listIncidents']>[0];

/** One page of incidents, newest first; the cursor is the place of the last one given. */
export function pageOfIncidents(all: Iterable<Incident>, query: ListQuery) {
  const found = [...all]
    .filter((incident) => matches(incident, query))
    .map((incident) => ({ incident, place: `${incident.openedAt}#${incident.id}` }))
    .filter(({ place }) => query.cursor === undefined || place < query.cursor)
    .sort((a, b) => (a.place < b.place ? 1 : -1));
  const page = found.slice(0, query.limit);
  return {
    incidents: page.map(({ incident }) => incident),
    cursor: found.length > page.length ? (page.at(-1)?.place ?? null) : null,
  };
}

function matches(incident: Incident, { status, service, openedBefore }: ListQuery): boolean {
  if (service !== undefined && incident.service !== service) return false;
  if (openedBefore !== undefined && incident.openedAt >= openedBefore) return false;
  if (status === 'all') return true;
  return status === 'open' ? incident.status !== 'closed' : incident.status === status;
}
