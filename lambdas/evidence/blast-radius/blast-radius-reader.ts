import { ConfigurationError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import {
  type BlastRadiusEvidence,
  blastDimensions,
  type UnavailableEvidence,
} from '../../domain/records/evidence.ts';
import { affectedOf } from '../../domain/triage/blast-radius/affected.ts';
import { affectedSpan } from '../../domain/triage/logs/log-spans.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';
import type { BlastSource } from './blast-source.ts';

/** Who is affected, along every dimension that policy gives the service. One that fails is `missing`; rejects when all do. */
export function createBlastRadiusReader(
  sources: readonly BlastSource[],
): EvidenceReader<BlastRadiusEvidence | UnavailableEvidence> {
  return {
    kind: 'blast-radius',
    async read({ service, startedAt, now, signal }) {
      const gatheredAt = now.toISOString();
      if (Object.keys(service.blastRadius).length === 0) {
        const reason = `not set up: services.yaml does not say how to find out who is affected by ${service.id}`;
        return { kind: 'blast-radius', status: 'unavailable', gatheredAt, reason };
      }
      const span = affectedSpan(startedAt, now);
      const asked = sources.flatMap((source) => source({ service, span, signal }));
      const unspecified = blastDimensions
        .filter(
          (each) => service.blastRadius[each] !== undefined && !asked.some((one) => one.dimension === each),
        )
        .map((dimension) => ({
          dimension,
          error: new ConfigurationError('services.yaml names no logs to count in'),
        }));
      const outcomes = await Promise.allSettled(
        asked.map(async ({ dimension, counted }) => affectedOf(dimension, service.id, await counted)),
      );
      const dimensions = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const refused = outcomes.flatMap((each, index) => {
        const dimension = asked[index]?.dimension;
        if (each.status === 'fulfilled' || dimension === undefined) return [];
        return [{ dimension, error: each.reason }];
      });
      const failed = [...refused, ...unspecified];
      if (dimensions.length === 0) throw failed[0]?.error;
      const inOrder = <T extends { readonly dimension: (typeof blastDimensions)[number] }>(
        list: readonly T[],
      ) =>
        list.toSorted((a, b) => blastDimensions.indexOf(a.dimension) - blastDimensions.indexOf(b.dimension));
      return {
        kind: 'blast-radius',
        status: 'available',
        gatheredAt,
        span,
        dimensions: inOrder(dimensions),
        ...(failed.length === 0
          ? {}
          : {
              missing: inOrder(failed).map(({ dimension, error }) => ({
                dimension,
                reason: failureReason(error),
              })),
            }),
      };
    },
  };
}
