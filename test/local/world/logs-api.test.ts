import { describe, expect, it } from '@jest/globals';
import {
  affectedValuesQuery,
  errorPatternsQuery,
  seenValuesQuery,
} from '../../../lambdas/evidence/insights/insights-queries.ts';
import type { RawAccount } from '../../support/worlds/raw-account.ts';
import { simulatedWorld, worldStart } from '../../support/worlds/simulated-world.ts';

const queries = [
  errorPatternsQuery(undefined),
  affectedValuesQuery('region', undefined),
  seenValuesQuery([['tenant', 'tenantId']]),
  'fields @message as text, level as kind\n| filter kind = "ERROR"\n| sort @timestamp desc\n| limit 3',
  'filter level = "NONE"\n| stats count(*) as lines, min(@timestamp) as firstAt',
  'filter level = "NONE"\n| stats count(*) as lines by level',
];

async function call(raw: RawAccount, operation: string, body: unknown) {
  const headers = { 'x-amz-target': `Logs_20140328.${operation}` };
  const request = {
    service: 'logs',
    method: 'POST',
    path: '/',
    headers,
    body: JSON.stringify(body),
  } as const;
  return JSON.parse((await raw.call(request)).body);
}

async function ask(raw: RawAccount, name: string, queryString: string, seconds: readonly [number, number]) {
  const [startTime, endTime] = seconds.map((second) => worldStart / 1000 + second);
  const logGroupNames = [`/aws/lambda/${name}`];
  const { queryId } = await call(raw, 'StartQuery', { logGroupNames, startTime, endTime, queryString });
  return await call(raw, 'GetQueryResults', { queryId });
}

const world = () => simulatedWorld('bad-deploy', 30);

describe('Logs Insights of the simulated account', () => {
  it('gives the same for a service asked alone and among others, first and again', async () => {
    const { raw } = world();
    for (const query of queries) {
      for (const name of ['checkout', 'payments', 'checkout']) {
        const alone = await ask(world().raw, name, query, [-95, 611]);
        expect(await ask(raw, name, query, [-95, 611])).toEqual(alone);
      }
    }
  });

  it('counts the same in one span as in its parts, to the second', async () => {
    const { raw } = world();
    const linesIn = async (from: number, until: number) =>
      (await ask(raw, 'checkout', 'stats count(*) as lines', [from, until])).statistics.recordsScanned;
    const parts = [await linesIn(-100, 29), await linesIn(30, 30), await linesIn(31, 500)];
    expect(parts.reduce((sum, lines) => sum + lines)).toBe(await linesIn(-100, 500));
  });

  it('gives one row for the whole of nothing, and none by a field', async () => {
    const { raw } = world();
    const [whole, by] = await Promise.all(
      queries.slice(-2).map((query) => ask(raw, 'checkout', query, [0, 60])),
    );
    expect(whole.results).toEqual([
      [
        { field: 'lines', value: '0' },
        { field: 'firstAt', value: 'Infinity' },
      ],
    ]);
    expect(by.results).toEqual([]);
  });

  it('has whole lines, newest first, with the fields that a query adds', async () => {
    const { results } = await ask(world().raw, 'checkout', queries[3] ?? '', [60, 300]);
    expect(results).toHaveLength(3);
    const rows: Record<string, string>[] = results.map((row: { field: string; value: string }[]) =>
      Object.fromEntries(row.map(({ field, value }) => [field, value])),
    );
    for (const row of rows) {
      const { text = '', kind, ...line } = row;
      expect(JSON.parse(text)).toEqual(line);
      expect(kind).toBe('ERROR');
    }
    const times = rows.map((row) => Number(row['@timestamp']));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});
