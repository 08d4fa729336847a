import { describe, expect, it } from '@jest/globals';
import {
  blastRadiusPermissions,
  blastRadiusTokens,
} from '../../lambdas/evidence/blast-radius/blast-radius-permissions.ts';
import { logsPermissions, logsTokens } from '../../lambdas/evidence/logs/logs-permissions.ts';
import { aService } from '../support/builders/builders.ts';

const group = (name: string) => `arn:{partition}:logs:{region}:{account}:log-group:${name}:*`;
const secret = (name: string) => `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;
const ownQueries = { actions: ['logs:GetQueryResults', 'logs:StopQuery'], resources: ['*'] };
const loki = { url: 'https://loki.example.com', selector: '{app="x"}', tokenSecret: 'loki-token' };

describe('what reading logs and measuring the blast radius may do', () => {
  it('is nothing when policy names nothing', () => {
    for (const permissions of [logsPermissions, logsTokens, blastRadiusPermissions, blastRadiusTokens]) {
      expect(permissions([aService()])).toEqual([]);
    }
  });

  it('is to query exactly the log groups of policy and to read exactly its tokens', () => {
    const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:shared';
    const services = [
      aService({ logs: [{ cloudwatch: { logGroup: '/b' } }, { cloudwatch: { logGroup: '/a' } }, { loki }] }),
      aService({
        logs: [{ cloudwatch: { logGroup: '/a', filter: 'x' } }, { cloudwatch: { logGroup: arn } }],
      }),
    ];
    expect(logsPermissions(services)).toEqual([
      { actions: ['logs:StartQuery'], resources: [group('/a'), group('/b'), `${arn}:*`].toSorted() },
      ownQueries,
    ]);
    expect(logsTokens(services)).toEqual([
      { actions: ['secretsmanager:GetSecretValue'], resources: [secret('loki-token')] },
    ]);
  });

  it('counts in logs only where a field of theirs is named, and in metrics only where a dimension is', () => {
    const logs = [{ cloudwatch: { logGroup: '/a' } }];
    const prometheus = { url: 'https://p.example.com', errors: 'e', label: 't', tokenSecret: 'prom-token' };
    const cloudwatch = { namespace: 'Shop', errors: 'Errors', dimension: 'TenantId' };
    expect(blastRadiusPermissions([aService({ logs })])).toEqual([]);
    const service = aService({
      logs,
      blastRadius: { tenant: { logField: 'tenantId' }, user: { prometheus }, region: { cloudwatch } },
    });
    expect(blastRadiusPermissions([service])).toEqual([
      { actions: ['logs:StartQuery'], resources: [group('/a')] },
      ownQueries,
      { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
    ]);
    expect(blastRadiusTokens([service])).toEqual([
      { actions: ['secretsmanager:GetSecretValue'], resources: [secret('prom-token')] },
    ]);
  });
});
