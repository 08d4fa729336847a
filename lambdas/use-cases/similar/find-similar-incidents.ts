import type { Incident } from '../../domain/records/incident.ts';
import type { IncidentSignature, SimilarIncident } from '../../domain/records/similar/similar-incident.ts';
import { findSimilar, type SimilarCandidate } from '../../domain/triage/similar/find-similar.ts';
import { signatureOf } from '../../domain/triage/similar/incident-signature.ts';
import { whatEndedIt } from '../../domain/triage/similar/what-ended-it.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

/** So many of the service's last incidents are looked at; of those without a signature, so many records are read whole. */
const candidatesRead = 50;
const recordsRead = 10;

export interface SimilarQuery {
  readonly incident: Incident;
  readonly signature: IncidentSignature;
  /** Others are neither named nor counted. */
  readonly maySee: (incident: Incident) => boolean;
}

/** Former incidents of the same service that are really alike, most alike first, and how each ended. */
export async function findSimilarIncidents(
  incidents: IncidentStore,
  { incident, signature, maySee }: SimilarQuery,
): Promise<readonly SimilarIncident[]> {
  const { service } = incident;
  const page = await incidents.listIncidents({
    status: 'closed',
    service,
    openedBefore: incident.openedAt,
    limit: candidatesRead,
  });
  const former = page.incidents.filter((each) => each.id !== incident.id && maySee(each));
  const alike = findSimilar(signature, await candidatesOf(incidents, former));
  const found: SimilarIncident[] = [];
  for (const { incidentId, shared } of alike) {
    const outline = await incidents.readOutline(incidentId);
    if (outline?.incident.status !== 'closed') continue;
    const { title, openedAt, closedAt } = outline.incident;
    const tookSeconds = Math.max(0, Math.round((Date.parse(closedAt) - Date.parse(openedAt)) / 1000));
    found.push({ incidentId, title, openedAt, shared, ended: whatEndedIt(outline), tookSeconds });
  }
  return found;
}

async function candidatesOf(
  incidents: IncidentStore,
  former: readonly Incident[],
): Promise<readonly SimilarCandidate[]> {
  const candidates: SimilarCandidate[] = [];
  let read = 0;
  for (const each of former) {
    const kept = each.assessment?.signature;
    if (kept === undefined && read === recordsRead) continue;
    if (kept === undefined) read += 1;
    const signature = kept ?? (await readSignature(incidents, each));
    if (signature !== null) candidates.push({ incidentId: each.id, openedAt: each.openedAt, signature });
  }
  return candidates;
}

async function readSignature(incidents: IncidentStore, { id }: Incident): Promise<IncidentSignature | null> {
  const record = await incidents.readRecord(id);
  return record === null ? null : signatureOf(record);
}
