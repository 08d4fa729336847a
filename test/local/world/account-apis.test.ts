import { describe, expect, it } from '@jest/globals';
import { signalsAt } from '../../../local/world/signals/signals.ts';
import type { RawAccount } from '../../support/worlds/raw-account.ts';
import { serviceOf, simulatedWorld, worldStart } from '../../support/worlds/simulated-world.ts';

async function call(raw: RawAccount, service: string, target: string, body: unknown) {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const response = await raw.call({
    service,
    method: 'POST',
    path: '/',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(response.body) };
}

const seconds = (minutes: number): number => worldStart / 1000 + minutes * 60;

describe('CloudWatch of the simulated account', () => {
  const statistic = (
    Namespace: string,
    MetricName: string,
    dimension: readonly [string, string],
    Stat: string,
    Period = 60,
  ) => ({
    Id: 'm0',
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions: [{ Name: dimension[0], Value: dimension[1] }] },
      Period,
      Stat,
    },
  });
  const read = async (
    name: string,
    queries: readonly object[],
    from: number,
    until: number,
    seed: number | null = null,
  ) => {
    const { raw } = simulatedWorld(name, 30, seed);
    const { status, body } = await call(raw, 'monitoring', 'GraniteServiceVersion20100801.GetMetricData', {
      MetricDataQueries: queries,
      StartTime: seconds(from),
      EndTime: seconds(until),
      ScanBy: 'TimestampAscending',
    });
    return {
      status,
      results: body.MetricDataResults as { Id: string; Timestamps: number[]; Values: number[] }[],
      body,
    };
  };

  it('has saturation, queue and dead-letter metrics under the names of AWS', async () => {
    const queue = ['QueueName', 'payments-dlq'] as const;
    const visible = await read(
      'poison-messages',
      [statistic('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue, 'Maximum')],
      -5,
      10,
    );
    expect(visible.results[0]?.Values.slice(0, 3)).toEqual([0, 0, 0]);
    expect(visible.results[0]?.Values.at(-1)).toBeGreaterThan(100);
    const age = await read(
      'poison-messages',
      [statistic('AWS/SQS', 'ApproximateAgeOfOldestMessage', queue, 'Maximum')],
      -5,
      10,
    );
    expect(age.results[0]?.Values.at(-1)).toBeGreaterThan(500);
    const concurrent = await read(
      'traffic-surge',
      [statistic('AWS/Lambda', 'ConcurrentExecutions', ['FunctionName', 'search'], 'Maximum')],
      -5,
      10,
    );
    expect(concurrent.results[0]?.Values.at(-1)).toBeGreaterThan(40);
  });

  it('adds minutes up to the period that is asked for', async () => {
    const { scenario, account } = simulatedWorld('bad-deploy', 30);
    const five = await read(
      'bad-deploy',
      [statistic('AWS/Lambda', 'Invocations', ['FunctionName', 'checkout'], 'Sum', 300)],
      -10,
      0,
    );
    const minutes = [-10, -9, -8, -7, -6].map(
      (minute) =>
        signalsAt(scenario, account, serviceOf(scenario, 'checkout'), worldStart + minute * 60_000).requests,
    );
    expect(five.results[0]?.Values[0]).toBe(minutes.reduce((sum, one) => sum + one, 0));
    expect(five.results[0]?.Timestamps).toEqual([seconds(-10), seconds(-5)]);
  });

  it('gives nothing yet for the newest minutes, and nothing at all for what it does not know', async () => {
    const invocations = statistic('AWS/Lambda', 'Invocations', ['FunctionName', 'checkout'], 'Sum');
    const { results } = await read('bad-deploy', [invocations], 25, 30);
    expect(results[0]?.Timestamps.at(-1)).toBe(seconds(28));
    for (const unknown of [
      statistic('AWS/Lambda', 'Invocations', ['FunctionName', 'nobody'], 'Sum'),
      statistic('AWS/Lambda', 'IteratorAge', ['FunctionName', 'checkout'], 'Maximum'),
      statistic('AWS/EC2', 'CPUUtilization', ['InstanceId', 'i-1'], 'Average'),
    ]) {
      expect((await read('bad-deploy', [unknown], -5, 5)).results[0]?.Values).toEqual([]);
    }
  });

  it('has gaps and missing metrics where the scenario says so', async () => {
    const queries = [{ ...statistic('AWS/Lambda', 'Duration', ['FunctionName', 'checkout'], 'p99') }];
    expect((await read('bad-deploy-with-gaps', queries, -60, 0)).results[0]?.Values).toEqual([]);
    const errors = await read(
      'bad-deploy-with-gaps',
      [statistic('AWS/Lambda', 'Errors', ['FunctionName', 'checkout'], 'Sum')],
      -200,
      0,
    );
    expect(errors.results[0]?.Values.length).toBeGreaterThan(110);
    expect(errors.results[0]?.Values.length).toBeLessThan(180);
  });

  it('reports nothing for minutes without a request', async () => {
    const invocations = statistic('AWS/Lambda', 'Invocations', ['FunctionName', 'notifications'], 'Sum');
    const { results } = await read('quiet-healthy', [invocations], -300, 0);
    expect(results[0]?.Values.length).toBeLessThan(290);
    expect(Math.min(...(results[0]?.Values ?? []))).toBeGreaterThan(0);
  });

  it('refuses an expression over an id that is not there', async () => {
    const { status, body } = await read('bad-deploy', [{ Id: 'e0', Expression: 'm7 / 2' }], -5, 0);
    expect(status).toBe(400);
    expect(body.message).toContain('m7');
  });
});

describe('Logs Insights of the simulated account', () => {
  const query = async (
    name: string,
    queryString: string,
    from: number,
    until: number,
    logGroup = '/aws/lambda/checkout',
  ) => {
    const { raw } = simulatedWorld(name, 30);
    const started = await call(raw, 'logs', 'Logs_20140328.StartQuery', {
      logGroupNames: [logGroup],
      startTime: seconds(from),
      endTime: seconds(until),
      queryString,
    });
    if (started.status !== 200) return { status: started.status, rows: [], body: started.body };
    const { status, body } = await call(raw, 'logs', 'Logs_20140328.GetQueryResults', {
      queryId: started.body.queryId,
    });
    const rows: Record<string, string>[] = body.results.map((row: { field: string; value: string }[]) =>
      Object.fromEntries(row.map(({ field, value }) => [field, value])),
    );
    return { status, rows, body };
  };
  const errors = [
    'fields coalesce(level, severity) as logLevel',
    'filter logLevel like /(?i)^(error|fatal)/ or (not ispresent(logLevel) and @message like /(?i)exception/)',
    'fields substr(coalesce(errorType, error.name), 0, 100) as errorName, substr(error.message, 0, 40) as errorText',
    'stats count(*) as lines, min(@timestamp) as firstAt by errorName, errorText',
    'sort lines desc',
    'limit 3',
  ].join('\n| ');

  it('counts errors by what they say, most first, with the time of the first', async () => {
    const { rows, body } = await query('bad-deploy', errors, 0, 5);
    expect(body.status).toBe('Complete');
    expect(rows[0]).toMatchObject({
      errorName: 'TypeError',
      errorText: expect.stringContaining('Cannot read properties'),
    });
    expect(Number(rows[0]?.['lines'])).toBeGreaterThan(1500);
    expect(Number(rows[0]?.['firstAt'])).toBeGreaterThanOrEqual(worldStart);
    expect(Number(rows[0]?.['firstAt'])).toBeLessThan(worldStart + 30_000);
    expect((await query('bad-deploy', errors, -5, -0.1)).rows.map((row) => row['errorName'])).not.toContain(
      'TypeError',
    );
  });

  it('reads the asked span only, to the second', async () => {
    const [row] = (await query('bad-deploy', errors, 1.5, 2)).rows;
    expect(Number(row?.['firstAt'])).toBeGreaterThanOrEqual(worldStart + 90_000);
    expect(Number(row?.['lines'])).toBeLessThan(400);
  });

  it('names the dependency in the errors of those who need it', async () => {
    const { rows } = await query('dependency-outage', errors, 1, 5, '/aws/lambda/payments');
    expect(rows[0]).toMatchObject({ errorName: 'BankError' });
  });

  it('tells whom errors met, of how many who were seen', async () => {
    const affected =
      'filter level = "ERROR" and error.name = "PricingError"\n| stats count(*) as errors by tenantId\n| sort errors desc';
    const { rows } = await query('bad-flag-few-tenants', affected, 1, 10);
    expect(new Set(rows.map((row) => row['tenantId']))).toEqual(
      new Set(['tenant-1', 'tenant-2', 'tenant-3']),
    );
    const seen = await query(
      'bad-flag-few-tenants',
      'stats count_distinct(tenantId) as tenant, count_distinct(region) as region',
      1,
      10,
    );
    expect(seen.rows).toEqual([{ tenant: '60', region: '2' }]);
  });

  it('refuses what it does not simulate, and log groups that are not there', async () => {
    for (const bad of [
      'parse @message "*" as x',
      'stats pct(a, 99)',
      'filter level ~ 3',
      'fields upper(level) as l',
    ]) {
      expect(await query('bad-deploy', bad, 0, 1)).toMatchObject({
        status: 400,
        body: { __type: 'MalformedQueryException' },
      });
    }
    expect(await query('bad-deploy', errors, 0, 1, '/aws/lambda/nobody')).toMatchObject({
      status: 400,
      body: { __type: 'ResourceNotFoundException' },
    });
  });
});

describe('Lambda of the simulated account', () => {
  it('shows and moves the weights of a canary', async () => {
    const { raw, account } = simulatedWorld('canary', 5);
    const path = '/2015-03-31/functions/checkout/aliases/live';
    const before = JSON.parse((await raw.call({ service: 'lambda', method: 'GET', path })).body);
    expect(before).toMatchObject({
      FunctionVersion: '56',
      RoutingConfig: { AdditionalVersionWeights: { 57: 0.2 } },
    });
    const body = JSON.stringify({
      FunctionVersion: '56',
      RoutingConfig: { AdditionalVersionWeights: {} },
      RevisionId: before.RevisionId,
    });
    const after = JSON.parse((await raw.call({ service: 'lambda', method: 'PUT', path, body })).body);
    expect(after.RoutingConfig).toBeUndefined();
    expect(account.spansOf('bad')).toMatchObject([{ share: 0.2, until: expect.any(Number) }]);
    expect(account.spansOf('bad')[0]?.until).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});

describe('an API that the account does not have', () => {
  it('is no silent success', async () => {
    const { raw } = simulatedWorld('bad-deploy', 5);
    await expect(raw.call({ service: 'braket', method: 'POST', path: '/' })).rejects.toThrow('has no braket');
  });
});
