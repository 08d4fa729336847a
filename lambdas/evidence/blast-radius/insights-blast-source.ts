import { InvalidInputError } from '../../domain/errors.ts';
import type { BlastDimension } from '../../domain/records/evidence.ts';
import type { CountedValues } from '../../domain/triage/blast-radius/affected.ts';
import type { InsightsQueryResult, RunInsightsQuery } from '../insights/insights.ts';
import { insightsLink } from '../insights/insights-link.ts';
import { affectedValuesQuery, mostValueRows, seenValuesQuery } from '../insights/insights-queries.ts';
import { type InsightsGroups, logFields, mainLogs } from '../logs/main-logs.ts';
import type { BlastQuery, BlastSource } from './blast-source.ts';

/**
 * Values of log fields, counted by CloudWatch Logs: error lines by value for each dimension, and the distinct values on
 * any line for all dimensions at once. Lines are not requests, so that requests are not known.
 */
export function createInsightsBlastSource(run: RunInsightsQuery): BlastSource {
  return (query) => {
    const logs = mainLogs(query.service);
    if (logs?.kind !== 'insights') return [];
    const fields = logFields(query.service);
    if (fields.length === 0) return [];
    const seen = countSeen(fields, logs, query).catch(() => null);
    return fields.map(([dimension, field]) => ({
      dimension,
      counted: countAffected(dimension, field, logs, query, seen),
    }));
  };

  /** Null: not counted to the end, so that shares are not known. */
  async function countSeen(
    fields: readonly (readonly [BlastDimension, string])[],
    { logGroups }: InsightsGroups,
    { span, signal }: BlastQuery,
  ): Promise<InsightsQueryResult> {
    // A name that cannot be asked for must not cost the others their share.
    const usable = fields.filter(([dimension, field]) => {
      try {
        return seenValuesQuery([[dimension, field]]) !== '';
      } catch {
        return false;
      }
    });
    if (usable.length === 0) throw new InvalidInputError('No field can be asked for');
    return await run({ logGroups, span, query: seenValuesQuery(usable), signal });
  }

  async function countAffected(
    dimension: BlastDimension,
    field: string,
    { logGroups, filter }: InsightsGroups,
    { service, span, signal }: BlastQuery,
    seen: Promise<InsightsQueryResult | null>,
  ): Promise<CountedValues> {
    const query = affectedValuesQuery(field, filter);
    const [{ rows, isComplete }, all] = await Promise.all([run({ logGroups, span, query, signal }), seen]);
    const total = all?.isComplete === true ? Number(all.rows[0]?.get(dimension) ?? Number.NaN) : Number.NaN;
    return {
      errors: valuesOf(rows),
      requests: null,
      affected: null,
      total: Number.isFinite(total) ? total : null,
      truncated: !isComplete || rows.length >= mostValueRows,
      query,
      link: insightsLink({ region: service.region, logGroups, span, query }),
    };
  }
}

/** A value that comes twice counts once: an answer in pages may repeat rows. */
function valuesOf(rows: InsightsQueryResult['rows']): CountedValues['errors'] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const count = Number(row.get('errors'));
    if (Number.isFinite(count)) counts.set(row.get('value') ?? '', count);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}
