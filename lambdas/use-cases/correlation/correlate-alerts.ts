import { deterministicUlid } from '../../domain/correlation/deterministic-ulid.ts';
import type { TargetPolicy } from '../../domain/correlation/find-correlation-target.ts';
import { type DeliveryLedger, type LedgerLine, ledgerDispositions } from '../../ports/delivery-ledger.ts';
import type { AlertSource, Delivery, ParseOutcome, UnreadItem } from '../../ports/plug-ins/alert-source.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, CorrelatedAlert, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { inParallel } from '../alerts/in-parallel.ts';
import { correlateBatch } from './correlate-batch.ts';
import { rememberHeartbeats } from './heartbeats.ts';
import { sortAlerts } from './sort-alerts.ts';

export interface CorrelateAlertsDeps extends CorrelationDeps {
  readonly sources: ReadonlyMap<string, AlertSource>;
  readonly policy: CorrelationDeps['policy'] & TargetPolicy;
  readonly ledger: DeliveryLedger;
  readonly subscriptions: Subscriptions;
}

export interface Correlation {
  readonly lines: readonly LedgerLine[];
  /** Deliveries that must come again, with what went wrong. */
  readonly failed: readonly { readonly deliveryId: string; readonly error: unknown }[];
}

const width = 8;

/**
 * Reads a batch, folds it in memory by correlation key, correlates each key, and writes one ledger line per delivery. A delivery is
 * in the ledger or among `failed`, never neither. Rejects when the ledger cannot be written: the whole batch comes again.
 */
export async function correlateAlerts(
  deps: CorrelateAlertsDeps,
  batch: readonly Delivery[],
): Promise<Correlation> {
  const deliveries = [...new Map(batch.map((delivery) => [delivery.id, delivery])).values()];
  const failures = new Map<string, unknown>();
  const outcomes: AlertOutcome[] = [];
  const alerts: CorrelatedAlert[] = [];
  const heartbeats: DeliveredAlert[] = [];

  await inParallel(deliveries, width, async (delivery) => {
    const parsed = parse(deps, delivery);
    try {
      if (parsed.outcome === 'alerts') {
        outcomes.push(...unreadOutcomes(delivery, parsed.unread));
        await sortAlerts(deps, delivery, parsed.alerts, { outcomes, alerts, heartbeats });
        return;
      }
      const reason =
        parsed.outcome === 'control' ? await handleControl(deps, delivery, parsed.reason) : parsed.reason;
      outcomes.push({ deliveryId: delivery.id, disposition: parsed.outcome, incidentId: null, reason });
    } catch (error) {
      failures.set(delivery.id, error);
    }
  });

  try {
    await rememberHeartbeats(deps, heartbeats);
  } catch (error) {
    for (const { deliveryId } of heartbeats) failures.set(deliveryId, error);
  }
  const batchResult = await correlateBatch(deps, alerts);
  outcomes.push(...batchResult.outcomes);
  for (const { deliveryId, error } of batchResult.failed) failures.set(deliveryId, error);

  const byDelivery = Map.groupBy(outcomes, ({ deliveryId }) => deliveryId);
  const lines = deliveries
    .filter(({ id }) => !failures.has(id))
    .map((delivery) => ledgerLine(delivery, byDelivery.get(delivery.id) ?? [], deps.clock.now()))
    .toSorted((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1));
  if (lines.length > 0) await deps.ledger.writeBatch(batchIdOf(lines), lines);
  return { lines, failed: [...failures].map(([deliveryId, error]) => ({ deliveryId, error })) };
}

/** What could not be read of a delivery is quarantined with it, and keeps nothing else from being read. */
function unreadOutcomes({ id }: Delivery, unread: readonly UnreadItem[] = []): readonly AlertOutcome[] {
  return unread.map(({ position, reason }) => ({
    deliveryId: id,
    disposition: 'quarantined',
    incidentId: null,
    reason: `Item ${position}: ${reason}`,
  }));
}

function parse({ sources }: CorrelateAlertsDeps, delivery: Delivery): ParseOutcome {
  const source = sources.get(delivery.source);
  return source?.parse(delivery) ?? { outcome: 'quarantined', reason: 'It came from no known source' };
}

async function handleControl(deps: CorrelateAlertsDeps, delivery: Delivery, reason: string): Promise<string> {
  const done = await deps.sources.get(delivery.source)?.handleControl?.(delivery, deps.subscriptions);
  return done === undefined ? reason : `${reason}. ${done}`;
}

/** The disposition that says most, of those of the delivery's alerts. */
function ledgerLine(delivery: Delivery, outcomes: readonly AlertOutcome[], now: Date): LedgerLine {
  const [weightiest] = outcomes.toSorted(
    (a, b) => ledgerDispositions.indexOf(a.disposition) - ledgerDispositions.indexOf(b.disposition),
  );
  const incidentIds = outcomes.map(({ incidentId }) => incidentId).filter((id) => id !== null);
  const unread = outcomes.flatMap(({ disposition, reason }) =>
    disposition === 'quarantined' && weightiest?.disposition !== 'quarantined' ? [reason ?? ''] : [],
  );
  return {
    delivery,
    disposition: weightiest?.disposition ?? 'ignored',
    reason: weightiest?.reason ?? null,
    ...(unread.length === 0 ? {} : { unread }),
    incidentIds: [...new Set(incidentIds)].toSorted(),
    processedAt: now.toISOString(),
  };
}

/** The same deliveries make the same object, so that a repeated batch replaces its own. */
function batchIdOf(lines: readonly LedgerLine[]): string {
  const ids = lines.map(({ delivery }) => delivery.id);
  return `bat_${deterministicUlid(lines[0]?.delivery.receivedAt ?? '', ...ids)}`;
}
