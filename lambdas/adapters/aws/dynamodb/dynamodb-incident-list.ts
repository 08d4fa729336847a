import type { Incident } from '../../../domain/records/incident.ts';
import type { IncidentPage, IncidentStore } from '../../../ports/stores/incident-store.ts';
import { type DynamodbTable, type IndexQuery, recordsOf } from './dynamodb-table.ts';
import { incidentIdOf } from './item-keys.ts';
import type { ItemKey } from './table-item.ts';
import { incidentTable } from './table-schema.ts';

type ListQuery = Parameters<IncidentStore['listIncidents']>[0];
/** Keys are cheap and many may not match. */
const smallestRead = 25;
/** Of open incidents, so many keys are looked at to find those of one service. */
const mostOpenKeys = 1000;

type Partition = Pick<IndexQuery, 'index' | 'partition'>;

const { byStatus, byService } = incidentTable.indexes;

/** An incident's place in every list: newest first is greatest first. */
export function openedKey(incident: Incident): string {
  return `${incident.openedAt}#${incident.id}`;
}

export function openness(incident: Incident): 'open' | 'closed' {
  return incident.status === 'closed' ? 'closed' : 'open';
}

/**
 * The indexes give the order, the items themselves tell the truth: an index may lag behind by a moment, so what it
 * lists is read again before it is filtered.
 */
export async function listIncidents(table: DynamodbTable, query: ListQuery): Promise<IncidentPage> {
  const found: Incident[] = [];
  let before = query.cursor ?? query.openedBefore ?? null;
  for (;;) {
    const limit = Math.max(query.limit + 1, smallestRead);
    const keys =
      (await openKeysOfService(table, query, before, limit)) ??
      (await newestKeys(table, partitionsOf(query), before, limit));
    const read = recordsOf<Incident>(await table.readAll(keys));
    const incidents = read.toSorted((a, b) => (openedKey(a) < openedKey(b) ? 1 : -1));
    for (const incident of incidents.slice(0, limit)) {
      if (!matches(incident, query)) continue;
      if (found.length === query.limit) return { incidents: found, cursor: cursorAfter(found) };
      found.push(incident);
    }
    const last = incidents[limit - 1];
    if (last === undefined) return { incidents: found, cursor: null };
    before = openedKey(last);
  }
}

export async function listOpenedSince(
  table: DynamodbTable,
  service: string,
  since: string,
): Promise<readonly string[]> {
  const keys = await table.queryIndex({ index: byService, partition: service, before: null, after: since });
  return keys.map(incidentIdOf);
}

/** The index alone tells: no item is read. */
export async function countOpenedSince(table: DynamodbTable, since: string, atMost: number): Promise<number> {
  // `$` sorts right behind the `#` of a place: what was opened at that very instant does not count.
  const query = { index: byStatus, partition: 'open', before: null, after: `${since}$`, limit: atMost };
  return table.countIndex(query);
}

/**
 * Keys that are in both indexes: all open incidents of one service, while the other open ones are not read. Null when that is not asked for,
 * or when one index has more than was looked at.
 */
async function openKeysOfService(
  table: DynamodbTable,
  { status, service }: ListQuery,
  before: string | null,
  limit: number,
): Promise<readonly ItemKey[] | null> {
  if (service === undefined || !isOpenOnly(status)) return null;
  const ofService = await table.queryIndex({ index: byService, partition: service, before, limit });
  // Most services have never had any.
  if (ofService.length === 0) return [];
  if (ofService.length === limit) return null;
  const open = await table.queryIndex({ index: byStatus, partition: 'open', before, limit: mostOpenKeys });
  if (open.length === mostOpenKeys) return null;
  const isOpen = new Set(open.map(({ pk }) => pk));
  return ofService.filter(({ pk }) => isOpen.has(pk));
}

function isOpenOnly(status: ListQuery['status']): boolean {
  return status !== 'all' && status !== 'closed';
}

/** Several partitions are merged after they are read: each gives its newest. */
async function newestKeys(
  table: DynamodbTable,
  partitions: readonly Partition[],
  before: string | null,
  limit: number,
): Promise<readonly ItemKey[]> {
  const pages = await Promise.all(
    partitions.map((partition) => table.queryIndex({ ...partition, before, limit })),
  );
  return [...new Map(pages.flat().map((key) => [key.pk, key])).values()];
}

/** Open incidents are few, whatever their service; closed ones are not. */
function partitionsOf({ status, service }: ListQuery): readonly Partition[] {
  const open = { index: byStatus, partition: 'open' };
  if (isOpenOnly(status)) return [open];
  if (service !== undefined) return [{ index: byService, partition: service }];
  const closed = { index: byStatus, partition: 'closed' };
  return status === 'all' ? [open, closed] : [closed];
}

function matches(incident: Incident, { status, service }: ListQuery): boolean {
  if (service !== undefined && incident.service !== service) return false;
  if (status === 'all') return true;
  return status === 'open' ? incident.status !== 'closed' : incident.status === status;
}

function cursorAfter(found: readonly Incident[]): string | null {
  const last = found.at(-1);
  return last === undefined ? null : openedKey(last);
}
