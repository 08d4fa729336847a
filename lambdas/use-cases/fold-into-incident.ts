import type { IncidentAlert } from '../domain/alert.ts';
import { foldAlert, later } from '../domain/correlation/fold-alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { DeliveredAlert } from './delivered-alert.ts';
import { inParallel } from './in-parallel.ts';

/** An alert that only repeats itself is not written more often, so that a storm does not wear out one item. */
export const alertWriteIntervalSeconds = 60;
const width = 25;
/** From so many fingerprints on, one query for all alerts of the incident beats a read for each. */
const manyFingerprints = 20;

export interface Folding {
  readonly folded: readonly DeliveredAlert[];
  /** Of these, the firings with which an alert of this incident began. */
  readonly beginnings: readonly DeliveredAlert[];
  /** Resolves and the like of alerts that this incident does not have. */
  readonly strangers: readonly DeliveredAlert[];
  /** The incident was closed while an alert of it began: the alert is not part of it. */
  readonly closedMeanwhile: boolean;
}

/** Folds alerts into an incident in memory, then writes each fingerprint once at most. WriteConflictError: repeat. */
export async function foldIntoIncident(
  incidents: IncidentStore,
  incident: Incident,
  delivered: readonly DeliveredAlert[],
): Promise<Folding> {
  const groups = [...Map.groupBy(delivered, ({ alert }) => `${alert.source}#${alert.fingerprint}`).values()];
  const readAlert = await alertReader(incidents, incident.id, groups.length);
  const results = await inParallel(groups, width, (group) =>
    foldFingerprint(incidents, incident.id, group, readAlert),
  );
  const known = results.map(({ known }) => known);
  const began = results.some(({ began }) => began);
  return {
    folded: groups.filter((_, index) => known[index]).flat(),
    beginnings: results.flatMap(({ beginnings }) => beginnings),
    strangers: groups.filter((_, index) => !known[index]).flat(),
    closedMeanwhile: began && (await incidents.readIncident(incident.id))?.status === 'closed',
  };
}

interface FoldedFingerprint {
  readonly known: boolean;
  /** It was not live before and is now. */
  readonly began: boolean;
  readonly beginnings: readonly DeliveredAlert[];
}

const nothingFolded: FoldedFingerprint = { known: false, began: false, beginnings: [] };

type AlertReader = (source: string, fingerprint: string) => Promise<IncidentAlert | null>;

async function alertReader(
  incidents: IncidentStore,
  incidentId: string,
  fingerprints: number,
): Promise<AlertReader> {
  if (fingerprints < manyFingerprints) {
    return (source, fingerprint) => incidents.readAlert(incidentId, source, fingerprint);
  }
  const stored = await incidents.listAlerts(incidentId);
  const byIdentity = new Map(
    stored.map((known) => [`${known.alert.source}#${known.alert.fingerprint}`, known]),
  );
  return async (source, fingerprint) => byIdentity.get(`${source}#${fingerprint}`) ?? null;
}

async function foldFingerprint(
  incidents: IncidentStore,
  incidentId: string,
  group: readonly DeliveredAlert[],
  readAlert: AlertReader,
): Promise<FoldedFingerprint> {
  const [first] = group;
  if (first === undefined) return nothingFolded;
  const { source, fingerprint } = first.alert;
  const stored = await readAlert(source, fingerprint);
  // Firings first: a resolve of the same batch may have overtaken what it ends.
  const firings = group.filter(({ alert }) => alert.status === 'firing');
  const others = group.filter(({ alert }) => alert.status !== 'firing');
  const folded = [...firings, ...others].reduce<IncidentAlert | null>(foldAlert, stored);
  if (folded === null) return nothingFolded;
  const writes = isWorthWriting(stored, folded);
  // Every write raises `occurrences`; that is what the next one is conditional on.
  if (writes) await incidents.putAlert(incidentId, folded, stored);
  if (firings.length > 0) await applyTombstone(incidents, incidentId, writes ? folded : (stored ?? folded));
  const wasLive = stored !== null && stored.alert.status !== 'resolved';
  return {
    known: true,
    began: folded.alert.status !== 'resolved' && !wasLive,
    // Told by the time, so that a redelivery after a crash finds the same.
    beginnings: firings.filter(({ receivedAt }) => receivedAt === folded.firstSeenAt),
  };
}

/**
 * A resolve that came before its fire left a tombstone. Read after the write, so that one of the two sees the other, and also when
 * there was nothing to write: the process may have died in between.
 */
async function applyTombstone(
  incidents: IncidentStore,
  incidentId: string,
  stored: IncidentAlert,
): Promise<void> {
  const { source, fingerprint } = stored.alert;
  const resolvedAt = await incidents.readTombstone(source, fingerprint);
  if (resolvedAt === null) return;
  const resolve = { ...stored.alert, status: 'resolved' as const, startsAt: null, endsAt: resolvedAt };
  const receivedAt = later(resolvedAt, stored.lastSeenAt);
  const folded = foldAlert(stored, { alert: resolve, receivedAt });
  if (folded !== null && folded !== stored) await incidents.putAlert(incidentId, folded, stored);
}

function isWorthWriting(stored: IncidentAlert | null, folded: IncidentAlert): boolean {
  if (stored === null || folded.alert !== stored.alert) return folded !== stored;
  const sinceWritten = Date.parse(folded.lastSeenAt) - Date.parse(stored.lastSeenAt);
  return sinceWritten >= alertWriteIntervalSeconds * 1000;
}
