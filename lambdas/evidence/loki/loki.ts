import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import type { LogsPolicy } from '../../domain/policy/schemas/logs-schema.ts';
import type { TimeSpan } from '../../domain/records/evidence.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { readBearerToken } from '../http/bearer-token.ts';
import type { JsonFetch } from '../http/fetch-json.ts';
import { readVector, type VectorSample } from '../http/vector-response.ts';

export type LokiPolicy = NonNullable<LogsPolicy['loki']>;

export interface LogLine {
  /** Epoch milliseconds; Loki's nanoseconds do not fit a number. */
  readonly at: number;
  readonly line: string;
}

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
export interface Loki {
  /** The newest lines of a span, at most `limit`. */
  lines(query: string, span: TimeSpan, limit: number, signal?: AbortSignal): Promise<readonly LogLine[]>;
  /** A metric query at one time. */
  vector(query: string, at: string, signal?: AbortSignal): Promise<readonly VectorSample[]>;
}

const streamsSchema = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    // [nanoseconds, line], and since Loki 3 structured metadata when it is asked for.
    result: z.array(z.object({ values: z.array(z.tuple([z.string(), z.string()], z.unknown())) })),
  }),
});

/** Rejects with DependencyUnavailableError or ConfigurationError. */
export function createLoki(
  fetchJson: JsonFetch,
  secrets: Secrets,
  policy: Pick<LokiPolicy, 'url' | 'tokenSecret'>,
): Loki {
  const ask = async (
    path: string,
    params: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    const token = await readBearerToken(secrets, policy.tokenSecret);
    const base = policy.url.replace(/\/+$/, '');
    const { status, body } = await fetchJson({
      url: `${base}/loki/api/v1/${path}?${new URLSearchParams(params).toString()}`,
      token,
      signal,
    });
    if (status === 200) return body;
    throw new ConfigurationError(`${new URL(base).host} refused the query: HTTP ${status}`);
  };

  return {
    async lines(query, span, limit, signal) {
      const params = {
        query,
        start: nanoseconds(span.from),
        end: nanoseconds(span.until),
        limit: String(limit),
        direction: 'backward',
      };
      const response = streamsSchema.safeParse(await ask('query_range', params, signal));
      if (!response.success) throw new ConfigurationError('The query does not give lines of Loki');
      return response.data.data.result.flatMap(({ values }) =>
        values.flatMap(([time, line]) =>
          /^\d{1,20}$/.test(time) ? [{ at: Number(BigInt(time) / 1_000_000n), line }] : [],
        ),
      );
    },
    vector: async (query, at, signal) =>
      readVector(await ask('query', { query, time: nanoseconds(at), limit: '5000' }, signal)),
  };
}

function nanoseconds(time: string): string {
  return `${Date.parse(time)}000000`;
}
