import { ConfigurationError } from '../../domain/errors.ts';
import type { MetricPolicyOf } from '../../domain/policy/schemas/metric-schema.ts';
import type { DataPoint, MetricName } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import {
  onGrid,
  type RawPoint,
  readingsBefore,
  usableValue,
} from '../../domain/triage/series/series-grid.ts';
import type { MetricSeriesReader, SeriesQuery } from '../../ports/metric-series-reader.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { readBearerToken } from '../http/bearer-token.ts';
import type { JsonFetch } from '../http/fetch-json.ts';
import { numberAt, timeAt, valueAtPath } from '../http/json-path.ts';
import { readEachMetric } from './read-each-metric.ts';

type Place = MetricPolicyOf<'json'>['json'];

/** Metrics out of any endpoint that answers with JSON: its current value, or a list of points. */
export function createJsonSeriesReader(fetchJson: JsonFetch, secrets: Secrets): MetricSeriesReader {
  return {
    async readSeries(query) {
      const wanted = [...new Set(query.metrics)].flatMap((name) => {
        const policy = query.service.metrics[name];
        return policy?.json === undefined ? [] : [[name, { ...policy, json: policy.json }] as const];
      });
      // One request serves all metrics that an endpoint has.
      const documents = new Map<string, Promise<unknown>>();
      return await readEachMetric(wanted, async (name, policy) => {
        const { url, tokenSecret } = policy.json;
        const key = JSON.stringify([url, tokenSecret]);
        const document = documents.get(key) ?? readDocument(policy.json, query.signal);
        documents.set(key, document);
        return seriesOf(name, policy, await document, query);
      });
    },
  };

  async function readDocument(
    { url, tokenSecret }: Place,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const token = await readBearerToken(secrets, tokenSecret);
    const { status, body } = await fetchJson({ url, token, signal });
    if (status !== 200) throw new ConfigurationError(`The endpoint answered HTTP ${status}`);
    return body;
  }
}

function seriesOf(
  name: MetricName,
  { unit, periodSeconds, json }: MetricPolicyOf<'json'>,
  document: unknown,
  { from, until }: SeriesQuery,
): MetricSeries {
  const common = { name, unit, periodSeconds };
  if (json.at === undefined) {
    const points = [currentPoint(numberAt(document, json.value), json.value, until, periodSeconds)];
    return { ...common, points, query: `${describe(json)}, its current value only` };
  }
  const raw = pointsOf(document, json, json.at);
  return {
    ...common,
    points: onGrid(raw, { from, until, periodSeconds }),
    previous: readingsBefore(raw, from),
    query: describe(json),
  };
}

/** A lone value is of the newest whole period. */
function currentPoint(value: number, path: string, until: Date, periodSeconds: number): DataPoint {
  const usable = usableValue(value);
  if (usable === null) throw new ConfigurationError(`There is no number at ${path} in the response`);
  const periodMs = periodSeconds * 1000;
  return {
    at: new Date((Math.floor(until.getTime() / periodMs) - 1) * periodMs).toISOString(),
    value: usable,
  };
}

/** An empty list is a series without readings; a list whose points have no times is not what policy says. */
function pointsOf(document: unknown, { points: path, value }: Place, at: string): readonly RawPoint[] {
  const list = path === undefined ? document : valueAtPath(document, path);
  if (!Array.isArray(list))
    throw new ConfigurationError(`There is no list at ${path ?? 'the top'} of the response`);
  const points = list.map((point: unknown) => ({ at: timeAt(point, at), value: numberAt(point, value) }));
  if (points.length > 0 && points.every((point) => Number.isNaN(point.at))) {
    throw new ConfigurationError(`No point in the response has a time at ${at}`);
  }
  return points;
}

/** Without the query of the URL, which may hold a key. */
function describe({ url, points, value }: Place): string {
  const { origin, pathname } = new URL(url);
  return `${value} of ${points === undefined ? '' : `${points} in `}${origin}${pathname}`;
}
