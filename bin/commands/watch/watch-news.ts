import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;
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

/** An entry may come late and stand between known ones: each is known by its time, kind and text. */
export function newsOf({ incident, entries }: Look, memory: WatchMemory): News & { memory: WatchMemory } {
  const state = JSON.stringify([incident.status, incident.severity, incident.waiting]);
  return {
    entries: entries.filter((entry) => !memory.seen.has(keyOf(entry))),
    isChanged: state !== memory.state,
    isOver: incident.status === 'closed',
    memory: { seen: new Set([...memory.seen, ...entries.map(keyOf)]), state },
  };
}

function keyOf({ at, kind, text }: ShownEntry): string {
  return JSON.stringify([at, kind, text]);
}
