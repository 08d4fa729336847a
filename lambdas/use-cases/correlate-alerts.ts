import { deterministicUlid } from '../domain/correlation/deterministic-ulid.ts';
import { placeAlert } from '../domain/correlation/place-alert.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import type { AlertSource, Delivery, ParseOutcome } from '../ports/alert-source.ts';
import type { AwsCaller } from '../ports/aws-caller.ts';
import type { Clock } from '../ports/clock.ts';
import { type DeliveryLedger, type LedgerLine, ledgerDispositions } from '../ports/delivery-ledger.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { Workflow } from '../ports/workflow.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';
import { inParallel } from './in-parallel.ts';
import { settleAlerts } from './settle-alerts.ts';

export interface CorrelateAlertsDeps {
  readonly sources: ReadonlyMap<string, AlertSource>;
  readonly policy: Pick<CompiledPolicy, 'hash' | 'correlateBy' | 'services' | 'severity'>;
  readonly incidents: IncidentStore;
  readonly workflow: Workflow;
  readonly ledger: DeliveryLedger;
  readonly aws: AwsCaller;
  readonly clock: Clock;
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
  const alerts: DeliveredAlert[] = [];

  await inParallel(deliveries, width, async (delivery) => {
    const parsed = parse(deps, delivery);
    if (parsed.outcome === 'alerts') {
      const { id: deliveryId, receivedAt } = delivery;
      alerts.push(...parsed.alerts.map((alert) => ({ alert, receivedAt, deliveryId })));
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

  const placed = alerts.map((delivered) => ({ delivered, place: placeAlert(deps.policy, delivered.alert) }));
  const groups = [...Map.groupBy(placed, ({ place }) => place.correlationKey).values()];
  await inParallel(groups, width, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const delivered = group.map((entry) => entry.delivered);
    try {
      settlements.push(...(await settleAlerts(deps, first.place, delivered)));
    } catch (error) {
      for (const { deliveryId } of delivered) failures.set(deliveryId, error);
    }
  });

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
