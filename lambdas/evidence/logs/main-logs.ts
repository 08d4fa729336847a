import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import { type BlastDimension, blastDimensions } from '../../domain/records/evidence.ts';
import type { LokiPolicy } from '../loki/loki.ts';

/** Log groups that share a filter, and so a query. */
export interface InsightsGroups {
  readonly kind: 'insights';
  readonly logGroups: readonly string[];
  readonly filter: string | undefined;
}
export interface LokiLogs {
  readonly kind: 'loki';
  readonly policy: LokiPolicy;
}

/** Where a service logs, with log groups together that one query can ask. */
export function placesOfLogs({ logs }: ServicePolicy): readonly (InsightsGroups | LokiLogs)[] {
  const places: (InsightsGroups | LokiLogs)[] = [];
  const groups = new Map<string, string[]>();
  for (const { cloudwatch, loki } of logs) {
    if (loki !== undefined) places.push({ kind: 'loki', policy: loki });
    if (cloudwatch === undefined) continue;
    const { logGroup, filter } = cloudwatch;
    // Logs Insights takes names or ARNs, not both.
    const key = JSON.stringify([filter, logGroup.startsWith('arn:')]);
    const together = groups.get(key);
    if (together !== undefined) {
      if (!together.includes(logGroup)) together.push(logGroup);
      continue;
    }
    const logGroups = [logGroup];
    groups.set(key, logGroups);
    places.push({ kind: 'insights', logGroups, filter });
  }
  return places;
}

/** The logs whose fields tell who is affected: those that policy names first. */
export function mainLogs(service: ServicePolicy): InsightsGroups | LokiLogs | null {
  return placesOfLogs(service)[0] ?? null;
}

/** Dimensions that a field of the logs tells. */
export function logFields({ blastRadius }: ServicePolicy): readonly (readonly [BlastDimension, string])[] {
  return blastDimensions.flatMap((dimension) => {
    const field = blastRadius[dimension]?.logField;
    return field === undefined ? [] : [[dimension, field] as const];
  });
}
