import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { environmentOf } from '../../../lambdas/domain/identity/environment-of.ts';
import { aPolicy } from '../../support/builders/a-policy.ts';
import { aService } from '../../support/builders/builders.ts';

const policy = aPolicy({
  environments: [
    { id: 'production', aliases: ['Live', '本番', 'prod-eu'], accounts: ['111100000001'] },
    { id: 'staging', aliases: ['Vorproduktion'], accounts: ['111100000002'] },
    { id: 'sandbox', aliases: [], accounts: ['111100000003', '111100000004'] },
  ],
  services: [aService(), aService({ id: 'search', environment: 'qa-2' })],
});
const said = (labels: Record<string, string>, service: string | null = 'checkout') =>
  environmentOf(policy, labels, service);

describe('the environment that labels tell', () => {
  it.each([
    'environment',
    'Environment',
    'ENVIRONMENT',
    'env',
    'Env',
    'stage',
    'Stage',
    'StageName',
    'deployment_environment',
    'deployment.environment',
    'deployment.environment.name',
    'deploymentEnvironmentName',
    'deployment_environment_name',
    'tag_Environment',
    'tags.env',
    'dd.env',
    'exported_environment',
    'EnvironmentType',
  ])('is read from the label %s', (label) => {
    expect(said({ [label]: 'staging' })).toBe('staging');
  });

  it.each(['build.stage', 'pipeline_stage', 'environmental', 'envoy', 'stagehand', 'backstage'])(
    'is not read from the label %s',
    (label) => {
      expect(said({ [label]: 'staging' })).toBe('production');
    },
  );

  it.each([
    ['PROD', 'production'],
    ['prd', 'production'],
    ['ｐｒｏｄ', 'production'],
    ['pr\u200bod', 'production'],
    ['pr[U+200B]od', 'production'],
    ['live', 'production'],
    ['本番', 'production'],
    ['Prod EU', 'production'],
    ['stg', 'staging'],
    ['Stage', 'staging'],
    ['VORPRODUKTION', 'staging'],
    ['QA_2', 'qa-2'],
    ['dev', 'development'],
  ])('%s is policy’s %s', (value, environment) => {
    expect(said({ environment: value })).toBe(environment);
  });

  it.each([
    'preprod',
    'pre-production',
    'non-prod',
    'nonprod',
    'production-us',
    'прод',
    'рrod',
    '生产',
    'शो',
    '🚀',
  ])('%s is an environment of its own, and never production', (value) => {
    expect(said({ environment: value })).not.toBe('production');
    expect(said({ environment: value })).not.toBe('unknown');
  });

  it.each(['', '$default', 'default', 'none', 'N/A', '-', 'null'])('%p says nothing', (value) => {
    expect(said({ stage: value })).toBe('production');
    expect(said({ stage: value }, 'search')).toBe('qa-2');
    expect(said({ stage: value }, 'nobody')).toBe('unknown');
    expect(said({ stage: value }, null)).toBe('unknown');
  });

  it('is the more explicit of two, and the next where one says nothing', () => {
    expect(said({ stage: 'v2', environment: 'staging' })).toBe('staging');
    expect(said({ Stage: '$default', env: 'stg' })).toBe('staging');
    expect(said({ environment: 'none', deployment_environment: 'stg' })).toBe('staging');
  });

  it.each([
    [{ namespace: 'staging' }, 'staging'],
    [{ 'k8s.namespace.name': 'shop-stg' }, 'staging'],
    [{ kubernetes_namespace: 'shop-pre-prod' }, 'pre-production'],
    [{ exported_namespace: 'shop-qa-2' }, 'qa-2'],
    [{ cluster: 'stg-eu-1' }, 'staging'],
    [{ namespace: 'shop' }, 'production'],
    [{ namespace: 'test-runner' }, 'production'],
    [{ namespace: 'AWS/ApiGateway' }, 'production'],
    [{ metricNamespace: 'Shop/Staging' }, 'staging'],
    [{ namespace: 'shop-staging', env: 'prod' }, 'production'],
  ])('is that of a namespace or cluster only where it plainly is one: %j', (labels, environment) => {
    expect(said(labels)).toBe(environment);
  });

  it('is that of the account by policy, and unknown where the two contradict each other', () => {
    expect(said({ aws_account_id: '111100000002' })).toBe('staging');
    expect(said({ 'cloud.account.id': '111100000004' }, null)).toBe('sandbox');
    expect(said({ account: '111100000002', env: 'prod' })).toBe('unknown');
    expect(said({ account: '999900000009', env: 'prod' })).toBe('unknown');
    expect(said({ account: '111100000001', env: 'prod' })).toBe('production');
    expect(said({ account_name: 'shop', env: 'prod' })).toBe('production');
    expect(said({ account: '999900000009', env: 'dev' })).toBe('development');
  });

  it('is policy’s default for who says nothing and is about no service, or one in several environments', () => {
    const several = { ...policy, services: [aService(), aService({ environment: 'staging' })] };
    expect(environmentOf({ ...several, defaultEnvironment: 'somewhere' }, {}, 'checkout')).toBe('somewhere');
    expect(environmentOf({ ...policy, defaultEnvironment: 'somewhere' }, {}, null)).toBe('somewhere');
  });

  it('does not depend on the order of the labels', () => {
    const names = [
      'environment',
      'env',
      'Stage',
      'namespace',
      'tag_env',
      'deployment.environment',
      'cluster',
    ];
    const label = fc.tuple(
      fc.constantFrom(...names),
      fc.constantFrom('prod', 'stg', 'v1', '', 'shop-dev', 'none'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(label, { selector: ([name]) => name }), (labels) => {
        expect(said(Object.fromEntries(labels.toReversed()))).toBe(said(Object.fromEntries(labels)));
      }),
    );
  });
});
