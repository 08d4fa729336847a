import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import type { MetricPolicyOf } from '../../domain/policy/schemas/metric-schema.ts';
import type { MetricName } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import { daysOfWeek } from '../../domain/triage/series/previous-days.ts';
import { onGrid, type RawPoint, readingsBefore } from '../../domain/triage/series/series-grid.ts';
import type { MetricSeriesReader, SeriesQuery } from '../../ports/metric-series-reader.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { readBearerToken } from '../http/bearer-token.ts';
import type { JsonFetch } from '../http/fetch-json.ts';
import { readEachMetric } from './read-each-metric.ts';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
const responseSchema = z.object({
  status: z.enum(['success', 'error']),
  errorType: z.optional(z.string()),
  error: z.optional(z.string()),
  warnings: z.optional(z.array(z.string())),
  data: z.optional(
    z.object({
      result: z.array(z.object({ values: z.optional(z.array(z.tuple([z.number(), z.string()]))) })),
    }),
  ),
});

/** Previous days are looked at this coarsely: a week is 2,016 points, well under the 11,000 that a series may have. */
const previousStepSeconds = 300;

interface Range {
  readonly start: number;
  readonly end: number;
  readonly stepSeconds: number;
}

/** Series out of a Prometheus HTTP API (Prometheus, Thanos, Mimir, VictoriaMetrics). */
export function createPrometheusSeriesReader(fetchJson: JsonFetch, secrets: Secrets): MetricSeriesReader {
  return {
    async readSeries(query) {
      const wanted = [...new Set(query.metrics)].flatMap((name) => {
        const policy = query.service.metrics[name];
        return policy?.prometheus === undefined
          ? []
          : [[name, { ...policy, prometheus: policy.prometheus }] as const];
      });
      return await readEachMetric(wanted, (name, policy) => readMetric(name, policy, query));
    },
  };

  async function readMetric(
    name: MetricName,
    { unit, periodSeconds, prometheus }: MetricPolicyOf<'prometheus'>,
    { from, until, withPreviousDays = false, signal }: SeriesQuery,
  ): Promise<MetricSeries> {
    const token = await readBearerToken(secrets, prometheus.tokenSecret);
    const periodMs = periodSeconds * 1000;
    // A value at a time is of the period that ends then: a point's time is the start of its period.
    const first = Math.floor(from.getTime() / periodMs) * periodMs;
    const last = Math.floor(until.getTime() / periodMs) * periodMs;
    const now = ask({ start: first + periodMs, end: last, stepSeconds: periodSeconds });
    const stepMs = previousStepSeconds * 1000;
    const before = {
      start: Math.ceil((first - daysOfWeek * 86_400_000) / stepMs) * stepMs,
      end: Math.floor(first / stepMs) * stepMs,
      stepSeconds: previousStepSeconds,
    };
    // A week may be more than the server can give: that costs the previous days only.
    const earlier = withPreviousDays ? ask(before).catch(() => null) : null;
    const { points: raw, warnings } = await now;
    const previous = (await earlier)?.points ?? [];
    const atStart = ({ at, value }: RawPoint) => ({ at: at - periodMs, value });
    return {
      name,
      unit,
      periodSeconds,
      points: onGrid(raw.map(atStart), { from, until, periodSeconds }),
      previous: readingsBefore(previous.map(atStart), from),
      query: describeQuery(prometheus.query, warnings),
    };

    async function ask({ start, end, stepSeconds }: Range) {
      if (end < start) return { points: [], warnings: [] };
      const { body } = await fetchJson({
        url: `${prometheus.url.replace(/\/+$/, '')}/api/v1/query_range`,
        form: new URLSearchParams({
          query: prometheus.query,
          start: String(start / 1000),
          end: String(end / 1000),
          step: String(stepSeconds),
        }),
        token,
        signal,
      });
      return pointsOf(body);
    }
  }
}

/** The sum of all series; of those with no number at a time the others. An infinite sum is left to be a gap. */
function pointsOf(body: unknown): {
  readonly points: readonly RawPoint[];
  readonly warnings: readonly string[];
} {
  const response = responseSchema.safeParse(body);
  if (!response.success) throw new ConfigurationError('The response is not that of a Prometheus HTTP API');
  const { status, errorType, error, warnings = [], data } = response.data;
  if (status === 'error' || data === undefined) {
    throw new ConfigurationError(`Prometheus refused the query: ${clip(`${errorType}: ${error}`)}`);
  }
  const sums = new Map<number, number>();
  for (const { values = [] } of data.result) {
    for (const [seconds, text] of values) {
      const at = Math.round(seconds * 1000);
      const value = numberOf(text);
      if (!Number.isNaN(value)) sums.set(at, (sums.get(at) ?? 0) + value);
    }
  }
  return { points: [...sums].map(([at, value]) => ({ at, value })), warnings };
}

/** Go writes infinities as +Inf and -Inf. */
function numberOf(text: string): number {
  if (/^[+-]?Inf$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text.trim() === '' ? Number.NaN : Number(text);
}

function describeQuery(query: string, warnings: readonly string[]): string {
  return warnings.length === 0 ? query : `${query} (the server warns: ${clip(warnings.join('; '))})`;
}

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
