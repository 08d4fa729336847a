import { timeOfId } from '../../domain/correlation/deterministic-ulid.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LedgerReader } from '../../ports/delivery-ledger.ts';
import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { newestLines } from '../intake/count-ledger.ts';

export interface ReadAgainDeps {
  readonly incidents: IncidentStore;
  readonly ledger: LedgerReader;
  readonly queue: AlertQueue;
  readonly clock: Clock;
}

export interface ReadAgain {
  /** Incidents whose deliveries are in the queue once more. */
  readonly sent: readonly string[];
  /** Incidents of which the ledger has no delivery. */
  readonly unknown: readonly string[];
  /** Not reached in this run: the ledger is long. */
  readonly left: readonly string[];
}

/** What failed before it succeeded comes back within half an hour: its batch may begin that long before it. */
const lookBackSeconds = 2700;
/** Read within the time of a sweep. */
const mostBatches = 2000;

/**
 * Sends what the ledger has of these incidents, whose records are lost, to be correlated once more: the first delivery makes the same incident
 * again. Its timeline tells of the loss. May be repeated.
 */
export async function readAgain(deps: ReadAgainDeps, incidentIds: readonly string[]): Promise<ReadAgain> {
  const [oldest, ...later] = incidentIds.toSorted();
  if (oldest === undefined) return { sent: [], unknown: [], left: [] };
  const since = new Date(Date.parse(timeOfId(oldest)) - lookBackSeconds * 1000).toISOString();
  const { lines, isComplete } = await deps.ledger.readSince(since, mostBatches);
  const newest = newestLines(lines);
  const readTo = newest.at(-1)?.delivery.receivedAt ?? '';
  const deliveries = new Map<string, Delivery>();
  const found = [oldest, ...later].map((id) => ({
    id,
    own: newest.filter((line) => line.incidentIds.includes(id)).map(({ delivery }) => delivery),
  }));
  for (const { id, own } of found) {
    if (own.length === 0) continue;
    await deps.incidents.appendEntry(id, lossEntry(deps, own, isComplete ? null : readTo));
    for (const delivery of own) deliveries.set(delivery.id, delivery);
  }
  for (const delivery of deliveries.values()) await deps.queue.send(delivery);
  const isLeft = (id: string): boolean => !isComplete && timeOfId(id) > readTo;
  const without = found.filter(({ own }) => own.length === 0).map(({ id }) => id);
  return {
    sent: found.filter(({ own }) => own.length > 0).map(({ id }) => id),
    unknown: without.filter((id) => !isLeft(id)),
    left: without.filter(isLeft),
  };
}

function lossEntry(
  { clock }: ReadAgainDeps,
  deliveries: readonly Delivery[],
  readTo: string | null,
): TimelineEntry {
  const count = deliveries.length === 1 ? 'the delivery' : `the ${deliveries.length} deliveries`;
  const limit = readTo === null ? '' : ` Deliveries after ${readTo} were not looked at.`;
  return {
    id: recordLost,
    at: clock.now().toISOString(),
    actor: 'firebreak:sweep',
    kind: recordLost,
    text: `The record of this incident was lost. Its alerts come from ${count} that the ledger has of it; what Firebreak did before is not known.${limit}`,
    data: { deliveries: deliveries.length },
  };
}

/** Kind and id of the entry that tells it. */
export const recordLost = 'record.lost';
