import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { plain } from '../../cli/terminal.ts';
import { headlineText } from '../incidents/incident-labels.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;
type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];
type ShownEntry = ApiResponse<'GET /v1/incidents/{id}/timeline'>['entries'][number];

/** One look at an incident that is watched. */
export interface Look {
  readonly incident: ShownIncident;
  readonly entries: readonly ShownEntry[];
}

/** What a look shows that the one before did not. */
interface News {
  readonly entries: readonly ShownEntry[];
  readonly isChanged: boolean;
  readonly isOver: boolean;
}

interface WatchMemory {
  readonly seen: ReadonlySet<string>;
  readonly state: string;
}

export const nothingSeen: WatchMemory = { seen: new Set(), state: '' };

/** An entry may come late and stand between known ones: each is known by its id. */
export function newsOf({ incident, entries }: Look, memory: WatchMemory): News & { memory: WatchMemory } {
  const state = JSON.stringify([incident.status, incident.severity, incident.waiting]);
  return {
    entries: entries.filter(({ id }) => !memory.seen.has(id)),
    isChanged: state !== memory.state,
    isOver: incident.status === 'closed',
    memory: { seen: new Set([...memory.seen, ...entries.map(({ id }) => id)]), state },
  };
}

/** A line for each open incident that is new or stands differently, and for each that is open no more. */
export function changedLines(
  before: readonly ListedIncident[],
  now: readonly ListedIncident[],
): readonly string[] {
  const known = new Map(before.map((each) => [each.id, standing(each)]));
  const changed = now.filter((each) => known.get(each.id) !== standing(each)).map(standing);
  const gone = before.filter(({ id }) => now.every((each) => each.id !== id));
  return [...changed, ...gone.map(({ id }) => `${id}  no longer open`)];
}

function standing(incident: ListedIncident): string {
  const { id, severity, status, service, environment } = incident;
  return `${plain(`${id}  ${severity}  ${status}  ${service}/${environment}`)}  ${headlineText(incident)}`;
}
