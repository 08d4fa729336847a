import type { SourceMapping } from '../../domain/policy/policy.ts';
import type { AlertSource, Delivery, ParseOutcome } from '../../ports/alert-source.ts';
import { generic } from '../generic.ts';
import { sources } from '../index.ts';
import { alertsFound } from '../reading/define-source.ts';
import { deliveryJson } from '../reading/delivery-text.ts';
import { mapDelivery } from './map-delivery.ts';

/**
 * Every source, reading with the policy's mappings. For `generic` they come before the guesses; for a vendor's source they get only what
 * its own reading would quarantine. Authentication is that of the source.
 */
export function createMappedSources(mappings: readonly SourceMapping[]): ReadonlyMap<string, AlertSource> {
  const bySource = Map.groupBy(mappings, ({ source }) => source);
  return new Map(
    sources.map((source) => [source.name, withMappings(source, bySource.get(source.name) ?? [])]),
  );
}

function withMappings(source: AlertSource, mappings: readonly SourceMapping[]): AlertSource {
  if (mappings.length === 0) return source;
  return {
    ...source,
    parse(delivery) {
      if (source === generic) return mapped(source, mappings, delivery) ?? source.parse(delivery);
      const parsed = source.parse(delivery);
      return parsed.outcome === 'quarantined' ? (mapped(source, mappings, delivery) ?? parsed) : parsed;
    },
  };
}

/** Null when no mapping fits one of the delivery's contents. */
function mapped(
  source: AlertSource,
  mappings: readonly SourceMapping[],
  delivery: Delivery,
): ParseOutcome | null {
  const payload = deliveryJson(delivery);
  if (payload === undefined) return null;
  const outcomes: ParseOutcome[] = [];
  for (const content of source.contents?.(payload) ?? [payload]) {
    const outcome = mapDelivery(mappings, content, delivery);
    if (outcome === null || outcome.outcome === 'quarantined') return outcome;
    outcomes.push(outcome);
  }
  const alerts = outcomes.flatMap((outcome) => (outcome.outcome === 'alerts' ? outcome.alerts : []));
  return alerts.length > 0 ? alertsFound(alerts) : (outcomes[0] ?? null);
}
