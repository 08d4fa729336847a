import { deterministicUlid } from '../domain/correlation/deterministic-ulid.ts';
import { identifyAlert } from '../domain/correlation/identify-alert.ts';
import { placeAlert } from '../domain/correlation/place-alert.ts';
import { trimAlert } from '../domain/correlation/trim-alert.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import type { AlertSource, Delivery, ParseOutcome } from '../ports/alert-source.ts';
import type { AwsCaller } from '../ports/aws-caller.ts';
import { type DeliveryLedger, type LedgerLine, ledgerDispositions } from '../ports/delivery-ledger.ts';
import type { PlacedAlert, Settlement } from './delivered-alert.ts';
import { inParallel } from './in-parallel.ts';
import { settleAlerts } from './settle-alerts.ts';
import type { SettleDeps } from './settle-deps.ts';

export interface CorrelateAlertsDeps extends SettleDeps {
  readonly sources: ReadonlyMap<string, AlertSource>;
  readonly policy: SettleDeps['policy'] & Pick<CompiledPolicy, 'correlateBy'>;
  readonly ledger: DeliveryLedger;
  readonly aws: AwsCaller;
}

export interface Correlation {
  readonly lines: readonly LedgerLine[];
  /** Deliveries that must come again, with what went wrong. */
  readonly failed: readonly { readonly deliveryId: string; readonly error: unknown }[];
}

const width = 8;

/**
 * Reads a batch, folds it in memory by correlation key, settles each key, and writes one ledger line per settled delivery. A delivery is
 * in the ledger or among `failed`, never neither. Rejects when the ledger cannot be written: the whole batch comes again.
 */
export async function correlateAlerts(
  deps: CorrelateAlertsDeps,
  batch: readonly Delivery[],
): Promise<Correlation> {
  const deliveries = [...new Map(batch.map((delivery) => [delivery.id, delivery])).values()];
  const failures = new Map<string, unknown>();
  const settlements: Settlement[] = [];
  const placed: PlacedAlert[] = [];

  await inParallel(deliveries, width, async (delivery) => {
    const parsed = parse(deps, delivery);
    if (parsed.outcome === 'alerts') {
      const { id: deliveryId, receivedAt } = delivery;
      for (const parsedAlert of parsed.alerts) {
        const alert = identifyAlert(deps.policy.correlation, parsedAlert);
        // Placed by all that it says: a label that trimming takes may tell that it is about staging.
        const place = placeAlert(deps.policy, alert);
        placed.push({ place, delivered: { alert: trimAlert(alert), receivedAt, deliveryId } });
      }
      return;
    }
    try {
      const reason =
        parsed.outcome === 'control' ? await answerControl(deps, delivery, parsed.reason) : parsed.reason;
      settlements.push({ deliveryId: delivery.id, disposition: parsed.outcome, incidentId: null, reason });
    } catch (error) {
      failures.set(delivery.id, error);
    }
  });

  const settled = await settleAlerts(deps, placed);
  settlements.push(...settled.settlements);
  for (const { deliveryId, error } of settled.failed) failures.set(deliveryId, error);

  const bySettlement = Map.groupBy(settlements, ({ deliveryId }) => deliveryId);
  const lines = deliveries
    .filter(({ id }) => !failures.has(id))
    .map((delivery) => ledgerLine(delivery, bySettlement.get(delivery.id) ?? [], deps.clock.now()))
    .toSorted((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1));
  if (lines.length > 0) await deps.ledger.writeBatch(batchIdOf(lines), lines);
  return { lines, failed: [...failures].map(([deliveryId, error]) => ({ deliveryId, error })) };
}

function parse({ sources }: CorrelateAlertsDeps, delivery: Delivery): ParseOutcome {
  const source = sources.get(delivery.source);
  return source?.parse(delivery) ?? { outcome: 'quarantined', reason: 'It came from no known source' };
}

async function answerControl(deps: CorrelateAlertsDeps, delivery: Delivery, reason: string): Promise<string> {
  const done = await deps.sources.get(delivery.source)?.answerControl?.(delivery, deps.aws);
  return done === undefined ? reason : `${reason}. ${done}`;
}

/** The disposition that says most, of those of the delivery's alerts. */
function ledgerLine(delivery: Delivery, settlements: readonly Settlement[], now: Date): LedgerLine {
  const [weightiest] = settlements.toSorted(
    (a, b) => ledgerDispositions.indexOf(a.disposition) - ledgerDispositions.indexOf(b.disposition),
  );
  const incidentIds = settlements.map(({ incidentId }) => incidentId).filter((id) => id !== null);
  return {
    delivery,
    disposition: weightiest?.disposition ?? 'ignored',
    reason: weightiest?.reason ?? null,
    incidentIds: [...new Set(incidentIds)].toSorted(),
    processedAt: now.toISOString(),
  };
}

/** The same deliveries make the same object, so that a repeated batch replaces its own. */
function batchIdOf(lines: readonly LedgerLine[]): string {
  const ids = lines.map(({ delivery }) => delivery.id);
  return `bat_${deterministicUlid(lines[0]?.delivery.receivedAt ?? '', ...ids)}`;
}
