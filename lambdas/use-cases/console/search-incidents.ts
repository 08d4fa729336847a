import type { IncidentStatus } from '../../domain/records/incident.ts';
import type { Severity } from '../../domain/records/severity.ts';
import { type IncidentSummary, summarizeIncident } from '../../domain/reporting/views/incident-summary.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface IncidentSearch {
  readonly status: IncidentStatus | 'open' | 'all';
  readonly service: string | null;
  readonly severity: Severity | null;
  /** Opened at this instant or later, ISO 8601 UTC. */
  readonly since: string | null;
  /** Looked for in what the list shows, whatever its case. */
  readonly text: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

export interface FoundIncidents {
  readonly incidents: readonly IncidentSummary[];
  /** Where the search goes on; null: there is no more. */
  readonly cursor: string | null;
}

const pageSize = 100;
/** More takes too long for one request: the reader asks for the next part. */
const mostPages = 5;

/**
 * The indexes narrow by state and service; severity, time and text are looked for in what they list, part by part, until so many are found. Of a
 * sensitive incident only what anybody may see is looked at.
 */
export async function searchIncidents(
  { incidents }: { readonly incidents: IncidentStore },
  { status, service, severity, since, text, limit, cursor }: IncidentSearch,
): Promise<FoundIncidents> {
  const isNarrow = severity !== null || since !== null || text !== null;
  const found: IncidentSummary[] = [];
  let next = cursor;
  for (let page = 0; page < mostPages; page += 1) {
    const read = await incidents.listIncidents({
      status,
      limit: isNarrow ? pageSize : limit,
      ...(service === null ? {} : { service }),
      ...(next === null ? {} : { cursor: next }),
    });
    found.push(
      ...read.incidents
        .map(summarizeIncident)
        .filter((each) => (severity === null || each.severity === severity) && holds(each, text))
        .filter(({ openedAt }) => since === null || openedAt >= since),
    );
    next = read.cursor;
    const isOlder = since !== null && read.incidents.some(({ openedAt }) => openedAt < since);
    if (isOlder) next = null;
    if (!isNarrow || next === null || found.length >= limit) break;
  }
  return { incidents: found, cursor: next };
}

function holds(incident: IncidentSummary, text: string | null): boolean {
  if (text === null) return true;
  const { id, title, headline, service, environment, likelyCause, impact } = incident;
  const shown = [id, title, headline, service, environment, likelyCause, impact].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}
