import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { environmentOf } from '../../../lambdas/domain/identity/environment-of.ts';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';

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

describe('the environment that names tell where no label does', () => {
  const named = (alarmName: string, labels: Record<string, string> = {}, service = 'checkout') =>
    environmentOf(policy, labels, service, alarmName);

  it.each([
    ['checkout-staging-5xx-rate', {}],
    ['stg/checkout/errors', {}],
    ['[STG] checkout errors', {}],
    ['Errors', { FunctionName: 'checkout-stg' }],
    ['Errors', { host: 'web-1.staging.example.com' }],
    ['Errors', { url: 'https://staging.shop.example/health' }],
    ['Errors', { resource: 'arn:aws:sqs:eu-west-1:111100000001:checkout_staging_dlq' }],
    ['Errors', { project: 'acme-staging' }],
  ])('of %s with %j is staging', (alarmName, labels) => {
    expect(named(alarmName, labels)).toBe('staging');
  });

  it.each([
    ['checkout-nonprod-errors', 'non-production'],
    ['checkout-pre-prod-errors', 'pre-production'],
    ['checkout-prod-errors', 'production'],
    ['checkout-uat-errors', 'acceptance'],
  ])('of %s is %s', (alarmName, environment) => {
    expect(named(alarmName)).toBe(environment);
  });

  it('is unknown where names tell two', () => {
    expect(named('checkout-staging-errors', { FunctionName: 'checkout-prod' })).toBe('unknown');
  });

  it.each(['devices-offline', 'smoke-test-failed', 'data-quality-low', 'stage-lights', 'product-api-errors'])(
    'is not told by %s',
    (alarmName) => {
      expect(named(alarmName)).toBe('production');
    },
  );

  it('is not told by the words of the service itself, nor against what policy says of the account', () => {
    const portal = { ...policy, services: [aService({ id: 'dev-portal' })] };
    expect(environmentOf(portal, {}, 'dev-portal', 'dev-portal-5xx')).toBe('production');
    expect(environmentOf(portal, {}, 'dev-portal', 'dev-portal-qa-5xx')).toBe('quality');
    expect(named('checkout-dev-errors', { account: '111100000001' })).toBe('production');
  });

  it.each(['Umgebung', 'среда', '环境', 'ambiente'])('is told by the label %s first', (label) => {
    expect(named('checkout-prod-errors', { [label]: 'staging' })).toBe('staging');
  });
});
