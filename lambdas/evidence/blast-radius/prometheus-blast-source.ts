import type { BlastSourcePolicy } from '../../domain/policy/schemas/logs-schema.ts';
import { blastDimensions } from '../../domain/records/evidence.ts';
import type { CountedValues, ValueCount } from '../../domain/triage/blast-radius/affected.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { readBearerToken } from '../http/bearer-token.ts';
import type { JsonFetch } from '../http/fetch-json.ts';
import { readVector } from '../http/vector-response.ts';
import type { BlastQuery, BlastSource } from './blast-source.ts';

type PrometheusPolicy = NonNullable<BlastSourcePolicy['prometheus']>;

/** Values of a Prometheus label: the queries of policy, asked at the end of the span with its length for `{window}`. */
export function createPrometheusBlastSource(fetchJson: JsonFetch, secrets: Secrets): BlastSource {
  return (query) =>
    blastDimensions.flatMap((dimension) => {
      const policy = query.service.blastRadius[dimension]?.prometheus;
      return policy === undefined ? [] : [{ dimension, counted: count(policy, query) }];
    });

  async function count(policy: PrometheusPolicy, { span, signal }: BlastQuery): Promise<CountedValues> {
    const seconds = Math.round((Date.parse(span.until) - Date.parse(span.from)) / 1000);
    const filled = (query: string) => query.replaceAll('{window}', `${seconds}s`);
    const errors = filled(policy.errors);
    const [failing, all] = await Promise.all([
      ask(errors),
      policy.requests === undefined ? null : ask(filled(policy.requests)).catch(() => null),
    ]);
    return {
      errors: failing,
      requests: all,
      affected: null,
      total: null,
      truncated: false,
      query: errors,
      link: null,
    };

    async function ask(query: string): Promise<readonly ValueCount[]> {
      const { body } = await fetchJson({
        url: `${policy.url.replace(/\/+$/, '')}/api/v1/query`,
        form: new URLSearchParams({ query, time: String(Date.parse(span.until) / 1000) }),
        token: await readBearerToken(secrets, policy.tokenSecret),
        signal,
      });
      return readVector(body).map(({ labels, value }) => ({
        value: labels[policy.label] ?? '',
        count: value,
      }));
    }
  }
}
