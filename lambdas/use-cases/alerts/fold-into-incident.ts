import { alertsByIdentity, identityOf, putIntoPages } from '../../domain/correlation/alert-pages.ts';
import { mergeChanges } from '../../domain/correlation/alert-state-changes.ts';
import { foldAlert, foldResolution, isChanged } from '../../domain/correlation/fold-alert.ts';
import type { AlertPage, IncidentAlert } from '../../domain/records/alert.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { DeliveredAlert } from './delivered-alert.ts';
import { splitRepeats } from './split-repeats.ts';

/** An alert that only repeats itself is not written more often. */
export const alertWriteIntervalSeconds = 60;
export interface FoldDeps {
  readonly incidents: IncidentStore;
  readonly rateLimiter: RateLimiter;
}

export interface Folding {
  readonly folded: readonly DeliveredAlert[];
  /** Of these, the firings with which an alert of this incident began. */
  readonly beginnings: readonly DeliveredAlert[];
  /** Resolves and the like of alerts that this incident does not have. */
  readonly unmatched: readonly DeliveredAlert[];
  /** Firings that this incident does not have and that repeat what a closed one has seen. */
  readonly repeats: readonly DeliveredAlert[];
  /** An alert is live that was not before. */
  readonly began: boolean;
}

export interface FoldOptions {
  /** Alerts of the incident that is reopened: a starting one takes over what they say about its state changes. */
  readonly previous?: ReadonlyMap<string, IncidentAlert>;
  /** Nothing should be kept yet, and something fires: nothing is read, and the write is refused should somebody else have been there. */
  readonly isNew?: boolean;
}

/**
 * Folds alerts in memory into those kept for `ownerId`, then writes them at once: one write, unless there are more alerts than fit in one
 * item. Without news nothing is written. WriteConflictError: repeat.
 */
export async function foldIntoIncident(
  { incidents, rateLimiter }: FoldDeps,
  ownerId: string,
  delivered: readonly DeliveredAlert[],
  { previous = new Map(), isNew = false }: FoldOptions = {},
): Promise<Folding> {
  const pages = isNew ? [] : await incidents.readAlertPages(ownerId);
  const known = alertsByIdentity(pages);
  const unknown = delivered.filter(({ alert }) => !known.has(identityOf(alert)));
  const repeats: readonly DeliveredAlert[] = isNew ? [] : (await splitRepeats(incidents, unknown)).repeats;
  const news = delivered.filter((each) => !repeats.includes(each));
  const groups = [...Map.groupBy(news, ({ alert }) => identityOf(alert))].map(([identity, group]) =>
    foldGroup(known.get(identity) ?? null, group, previous.get(identity) ?? null),
  );
  const changed = groups.filter((group): group is Known => group.folded !== null && isWorthWriting(group));
  await write(
    incidents,
    rateLimiter,
    ownerId,
    pages,
    changed.map(({ folded }) => folded),
  );
  await applyTombstones({ incidents, rateLimiter }, ownerId, groups);
  return {
    folded: groups.flatMap(({ folded, group }) => (folded === null ? [] : group)),
    beginnings: groups.flatMap(({ folded, firings }) =>
      // Told by the time, so that a redelivery after a crash finds the same.
      firings.filter(({ receivedAt }) => receivedAt === folded?.firstSeenAt),
    ),
    unmatched: groups.flatMap(({ folded, group }) => (folded === null ? group : [])),
    repeats,
    began: groups.some(({ stored, folded }) => isLive(folded) && !isLive(stored)),
  };
}

interface FoldedGroup {
  readonly group: readonly DeliveredAlert[];
  readonly firings: readonly DeliveredAlert[];
  readonly stored: IncidentAlert | null;
  readonly folded: IncidentAlert | null;
}
type Known = FoldedGroup & { readonly folded: IncidentAlert };

function foldGroup(
  stored: IncidentAlert | null,
  group: readonly DeliveredAlert[],
  previous: IncidentAlert | null,
): FoldedGroup {
  // Firings first: a resolve of the same batch may have overtaken what it ends.
  const firings = group.filter(({ alert }) => alert.status === 'firing');
  const others = group.filter(({ alert }) => alert.status !== 'firing');
  const folded = [...firings, ...others].reduce<IncidentAlert | null>(foldAlert, stored);
  if (stored !== null || folded === null || previous === null) return { group, firings, stored, folded };
  const changes = mergeChanges(folded.changes, previous.changes);
  return { group, firings, stored, folded: { ...folded, changes } };
}

async function write(
  incidents: IncidentStore,
  rateLimiter: RateLimiter,
  ownerId: string,
  pages: readonly AlertPage[],
  alerts: readonly IncidentAlert[],
): Promise<void> {
  if (alerts.length === 0) return;
  await rateLimiter.pause(ownerId);
  for (const page of putIntoPages(pages, alerts)) await incidents.saveAlertPage(ownerId, page);
}

/**
 * A resolve that came before its fire left a tombstone. Read after the write, so that one of the two sees the other, and also when
 * there was nothing to write: the process may have died in between.
 */
async function applyTombstones(
  { incidents, rateLimiter }: FoldDeps,
  ownerId: string,
  groups: readonly FoldedGroup[],
): Promise<void> {
  const fired = groups.flatMap(({ folded, firings }) =>
    folded !== null && firings.length > 0 ? [folded] : [],
  );
  if (fired.length === 0) return;
  const resolutions = await incidents.readTombstones(fired.map(({ alert }) => alert));
  const resolved = new Map(
    fired.flatMap(({ alert }, index) => {
      const resolution = resolutions[index] ?? null;
      return resolution === null ? [] : [[identityOf(alert), resolution] as const];
    }),
  );
  if (resolved.size === 0) return;
  const pages = await incidents.readAlertPages(ownerId);
  const ended = [...alertsByIdentity(pages)].flatMap(([identity, stored]) => {
    const resolution = resolved.get(identity);
    const folded = resolution === undefined ? stored : foldResolution(stored, resolution);
    return folded === stored ? [] : [folded];
  });
  await write(incidents, rateLimiter, ownerId, pages, ended);
}

function isWorthWriting({ stored, folded }: FoldedGroup): boolean {
  if (folded === null || folded === stored) return false;
  if (stored === null || isChanged(stored, folded)) return true;
  const sinceWritten = Date.parse(folded.lastSeenAt) - Date.parse(stored.lastSeenAt);
  return sinceWritten >= alertWriteIntervalSeconds * 1000;
}

function isLive(known: IncidentAlert | null): boolean {
  return known !== null && known.alert.status !== 'resolved';
}
