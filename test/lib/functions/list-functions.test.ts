import { describe, expect, it } from '@jest/globals';
import { actions } from '../../../lambdas/actions/index.ts';
import { lambdaAlias } from '../../../lambdas/resources/lambda-alias.ts';
import { listFunctions } from '../../../lib/functions/list-functions.ts';
import { aService } from '../../support/builders/builders.ts';
import { frankfurt, located, payments } from '../../support/builders/policy/locations.ts';

const id = { functionName: 'refunds', alias: 'live' };
const metric = { unit: 'percent', periodSeconds: 60 } as const;
const cloudwatch = {
  metrics: { e: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: {}, stat: 'Sum' } },
  expression: 'e',
} as const;
const tokenSecret = 'shop/token';

function inAccount() {
  return aService({
    location: payments,
    region: payments.region,
    metrics: {
      errorRate: { ...metric, cloudwatch },
      saturation: { ...metric, prometheus: { url: 'https://p.example', query: 'up', tokenSecret } },
    },
    logs: [{ cloudwatch: { logGroup: '/refunds' } }],
    resources: [located(lambdaAlias, id, payments)],
  });
}

describe('what functions may do in another account', () => {
  const functions = listFunctions({ services: [inAccount()] });
  const of = (name: string) => functions.find((each) => each.name === name);

  it('is what the action needs for what is there, and nothing here', () => {
    const rollBack = actions.find(({ kind }) => kind === 'roll-back-lambda-alias');
    const spec = of('action-roll-back-lambda-alias');
    expect(spec?.statements).toEqual([]);
    expect(spec?.elsewhere).toEqual([
      { location: payments, statements: rollBack?.iam([located(lambdaAlias, id, payments)]) },
    ]);
  });

  it('is to read what each reader of evidence reads, and no token of a server', () => {
    const readers = functions.filter(
      ({ elsewhere, actionKind }) => elsewhere.length > 0 && actionKind === null,
    );
    expect(readers.map(({ name }) => name).toSorted()).toEqual([
      'check-relapse',
      'list-changes',
      'read-logs',
      'read-metrics',
      'sweep',
      'watch-recovery',
    ]);
    const actionsThere = (name: string) =>
      of(name)?.elsewhere.flatMap(({ statements }) => statements.flatMap((each) => each.actions));
    expect(actionsThere('watch-recovery')).toEqual(['cloudwatch:GetMetricData']);
    expect(actionsThere('read-logs')).toEqual(['logs:StartQuery', 'logs:GetQueryResults', 'logs:StopQuery']);
    expect(of('read-metrics')?.statements).toMatchObject([{ actions: ['secretsmanager:GetSecretValue'] }]);
  });
});

describe('what functions may do in another Region of the same account', () => {
  it('stands in their own roles, with that Region written out', () => {
    const service = aService({ resources: [located(lambdaAlias, id, frankfurt)] });
    const functions = listFunctions({ services: [service] });
    expect(functions.every(({ elsewhere }) => elsewhere.length === 0)).toBe(true);
    const spec = functions.find(({ name }) => name === 'action-roll-back-lambda-alias');
    const resources = spec?.statements.flatMap((statement) => statement.resources) ?? [];
    expect(resources).toContain('arn:{partition}:lambda:eu-central-1:{account}:function:refunds');
    expect(resources.join(' ')).not.toContain('{region}');
  });
});
