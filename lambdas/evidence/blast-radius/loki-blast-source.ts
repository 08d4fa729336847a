import type { CountedValues } from '../../domain/triage/blast-radius/affected.ts';
import { logFields, mainLogs } from '../logs/main-logs.ts';
import { grafanaLink } from '../loki/grafana-link.ts';
import type { Loki, LokiPolicy } from '../loki/loki.ts';
import { lokiBlastQueries, lokiValue } from '../loki/loki-queries.ts';
import type { BlastQuery, BlastSource } from './blast-source.ts';

const mostValues = 100;

/** Values of labels or fields of lines, counted by Loki. Lines are not requests, so that requests are not known. */
export function createLokiBlastSource(lokiOf: (policy: LokiPolicy) => Loki): BlastSource {
  return (query) => {
    const logs = mainLogs(query.service);
    if (logs?.kind !== 'loki') return [];
    return logFields(query.service).map(([dimension, field]) => ({
      dimension,
      counted: count(logs.policy, field, query),
    }));
  };

  async function count(policy: LokiPolicy, field: string, query: BlastQuery): Promise<CountedValues> {
    const { span, signal } = query;
    const { selector, grafana } = policy;
    const seconds = Math.round((Date.parse(span.until) - Date.parse(span.from)) / 1000);
    const queries = lokiBlastQueries(selector, field, seconds, mostValues);
    const loki = lokiOf(policy);
    const [most, affected, total] = await Promise.all([
      loki.vector(queries.most, span.until, signal),
      loki.vector(queries.affected, span.until, signal),
      // A share is worth less than the count: without it the rest still stands.
      loki.vector(queries.total, span.until, signal).catch(() => null),
    ]);
    return {
      errors: most.map(({ labels, value }) => ({ value: lokiValue(labels), count: value })),
      requests: null,
      // No series at all: nobody.
      affected: affected[0]?.value ?? 0,
      total: total === null ? null : (total[0]?.value ?? 0),
      truncated: false,
      query: queries.most,
      link: grafana === undefined ? null : grafanaLink(grafana, queries.most, span),
    };
  }
}
