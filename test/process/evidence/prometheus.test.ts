import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MetricPolicy } from '../../../lambdas/domain/policy/schemas/metric-schema.ts';
import type { MetricName } from '../../../lambdas/domain/records/evidence.ts';
import { createJsonFetch } from '../../../lambdas/evidence/http/fetch-json.ts';
import { createMetricsReader } from '../../../lambdas/evidence/metrics/metrics-reader.ts';
import { createPrometheusSeriesReader } from '../../../lambdas/evidence/metrics/prometheus-series-reader.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { aService } from '../../support/builders/builders.ts';
import { hasPrometheus, startPrometheus } from '../../support/servers/prometheus-server.ts';

const isHere = hasPrometheus();
if (!isHere)
  console.warn('Prometheus is not installed: its contract is not tested (apt-get install prometheus)');

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:06:00.000Z');
const deployedAt = Date.parse('2026-11-23T02:00:00.000Z');
const restartedAt = Date.parse('2026-11-23T01:30:00.000Z');
const firstAt = Date.parse('2026-11-16T00:00:00.000Z');
const pods = ['a', 'b'];

/** Counters of two pods over a week: 600 requests a minute each; one restarts, and since a deployment 40 % fail. */
function counters(): string {
  const lines = ['# TYPE requests counter', '# TYPE errors counter', '# TYPE cpu gauge'];
  for (const pod of pods) {
    let [requests, errors] = [0, 0];
    const samples: { requests: string[]; errors: string[]; cpu: string[] } = {
      requests: [],
      errors: [],
      cpu: [],
    };
    for (let at = firstAt; at <= now.getTime(); at += 60_000) {
      if (pod === 'a' && at === restartedAt) [requests, errors] = [0, 0];
      requests += 600 + ((at / 60_000) % 7);
      errors += at > deployedAt ? 240 : 3 + ((at / 60_000) % 2);
      // Only the hours that are looked at, which keeps the database small.
      if (new Date(at).getUTCHours() > 2 && new Date(at).getUTCHours() < 23) continue;
      const labelled = (name: string, value: number) => `${name}{pod="${pod}"} ${value} ${at / 1000}`;
      samples.requests.push(labelled('requests_total', requests));
      samples.errors.push(labelled('errors_total', errors));
      samples.cpu.push(labelled('cpu', 30 + ((at / 60_000) % 3)));
    }
    lines.push(...samples.requests, ...samples.errors, ...samples.cpu);
  }
  return `${byMetric(lines).join('\n')}\n# EOF\n`;
}

/** OpenMetrics wants all samples of a metric together, after its type. */
function byMetric(lines: readonly string[]): readonly string[] {
  return ['requests', 'errors', 'cpu'].flatMap((name) => [
    ...lines.filter((line) => line.startsWith(`# TYPE ${name} `)),
    ...lines.filter((line) => line.startsWith(name)),
  ]);
}

(isHere ? describe : describe.skip)('a real Prometheus', () => {
  let server: Awaited<ReturnType<typeof startPrometheus>>;
  beforeAll(async () => {
    server = await startPrometheus(counters());
  }, 120_000);
  afterAll(() => server.stop());

  async function read(metrics: Partial<Record<MetricName, string>>) {
    const policies = Object.entries(metrics).map(([name, query]): [string, MetricPolicy] => [
      name,
      { unit: 'percent', periodSeconds: 60, prometheus: { url: server.url, query } },
    ]);
    const service = aService({ metrics: Object.fromEntries(policies) });
    const series = createPrometheusSeriesReader(createJsonFetch(), createInMemorySecrets({}));
    return await createMetricsReader(series).read({ service, startedAt, now });
  }

  it('gives baseline over previous days, onset and current value; a restart of a pod is none', async () => {
    const { readings, missing } = await read({
      errorRate: '100 * sum(rate(errors_total[2m])) / sum(rate(requests_total[2m]))',
      traffic: '60 * sum(rate(requests_total[2m]))',
      saturation: 'avg(cpu)',
    });
    expect(missing).toBeUndefined();
    const [errorRate, traffic, saturation] = readings;
    // 3 or 4 of about 603.
    expect(errorRate?.baseline?.median).toBeGreaterThan(0.45);
    expect(errorRate?.baseline?.median).toBeLessThan(0.7);
    expect(errorRate?.baseline?.samples).toBeGreaterThan(200);
    expect(errorRate?.current).toBeGreaterThan(35);
    expect(errorRate?.onsetAt).toBe('2026-11-23T02:00:00.000Z');
    expect(traffic).toMatchObject({ onsetAt: null, qualityFlags: [] });
    expect(saturation).toMatchObject({ onsetAt: null });
    expect(saturation?.baseline?.median).toBe(31);
  });

  it('gives a sum where the query gives several series, and gaps where it divides by nothing', async () => {
    const { readings } = await read({
      traffic: 'cpu',
      errorRate: '0 * cpu / (cpu - cpu)',
      saturation: 'nothing',
    });
    expect(readings.find(({ name }) => name === 'traffic')?.current).toBeGreaterThanOrEqual(60);
    for (const name of ['errorRate', 'saturation']) {
      const reading = readings.find((each) => each.name === name);
      expect(reading).toMatchObject({ current: null, baseline: null, qualityFlags: ['sparse', 'short'] });
    }
  });

  it('says what is wrong with a query', async () => {
    const { missing } = await read({ traffic: 'cpu', errorRate: 'sum(' });
    expect(missing).toEqual([
      {
        name: 'errorRate',
        reason: expect.stringMatching(/^Prometheus refused the query: bad_data: .*parse error/),
      },
    ]);
  });
});
