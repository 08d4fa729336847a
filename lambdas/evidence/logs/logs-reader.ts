import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { LogsEvidence, UnavailableEvidence } from '../../domain/records/evidence.ts';
import { logSpans } from '../../domain/triage/logs/log-spans.ts';
import { rankPatterns } from '../../domain/triage/logs/rank-patterns.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';
import { settleEach } from '../settle-each.ts';
import type { LogsSource } from './logs-source.ts';

/**
 * Errors by pattern before and after the onset, out of every place where the service logs. A place that fails is
 * `missing`; rejects when all do. Nothing leaves unmasked.
 */
export function createLogsReader(
  sourcesOf: (service: ServicePolicy) => readonly LogsSource[],
): EvidenceReader<LogsEvidence | UnavailableEvidence> {
  return {
    kind: 'logs',
    async read({ service, startedAt, now, signal }) {
      const gatheredAt = now.toISOString();
      const sources = sourcesOf(service);
      if (sources.length === 0) {
        const reason = `not set up: services.yaml names no logs of ${service.id}`;
        return { kind: 'logs', status: 'unavailable', gatheredAt, reason };
      }
      const spans = { ...logSpans(startedAt, now), signal };
      const { found, failed } = await settleEach(sources, (source) => source.read(spans));
      const missing = failed.map(({ item, reason }) => ({ place: item.place, reason }));
      const queries = sources.map((source) => source.query(spans));
      return {
        kind: 'logs',
        status: 'available',
        gatheredAt,
        before: spans.before,
        after: spans.after,
        patterns: rankPatterns({
          before: found.flatMap(({ before }) => before),
          isBeforeKnown: found.every(({ isBeforeKnown }) => isBeforeKnown),
          after: found.flatMap(({ after }) => after),
        }),
        truncated: missing.length > 0 || found.some(({ truncated }) => truncated),
        ...(missing.length === 0 ? {} : { missing }),
        query: queries.map(({ text }) => text).join('\n\n'),
        link: queries.find(({ link }) => link !== null)?.link ?? null,
      };
    },
  };
}
