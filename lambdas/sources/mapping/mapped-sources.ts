import type { SourceMapping } from '../../domain/policy/policy.ts';
import type { AlertSource } from '../../ports/plug-ins/alert-source.ts';
import { declared } from '../declared.ts';
import { sources } from '../index.ts';
import { relapse } from '../relapse.ts';
import { mapDelivery } from './map-delivery.ts';

/**
 * Every source, reading with the policy's mappings. For `generic` they come before the guesses; for a vendor's source they get only what
 * its own reading would quarantine. Authentication is that of the source. What people declare, and relapses that Firebreak
 * sees, are queued beside them.
 */
export function createMappedSources(mappings: readonly SourceMapping[]): ReadonlyMap<string, AlertSource> {
  const bySource = Map.groupBy(mappings, ({ source }) => source);
  return new Map(
    [...sources, declared, relapse].map((source) => [
      source.name,
      withMappings(source, bySource.get(source.name) ?? []),
    ]),
  );
}

function withMappings(source: AlertSource, mappings: readonly SourceMapping[]): AlertSource {
  if (mappings.length === 0) return source;
  return {
    ...source,
    parse: (delivery) => source.parse(delivery, (content) => mapDelivery(mappings, content, delivery)),
  };
}
