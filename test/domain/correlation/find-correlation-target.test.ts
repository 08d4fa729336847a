import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findCorrelationTarget } from '../../../lambdas/domain/correlation/find-correlation-target.ts';
import { findService } from '../../../lambdas/domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { aService, usualRecovery } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { anAlert } from '../../support/builders/records.ts';

const service: CompiledPolicy['services'][number] = {
  id: 'checkout',
  name: 'Checkout',
  tier: 1,
  owner: 'ana',
  environment: 'production',
  region: 'eu-west-1',
  match: [{ labels: { app: 'shop' }, alarmName: 'checkout-*' }],
  metrics: {},
  resources: [],
  reportedChanges: [],
  logs: [],
  blastRadius: {},
  encryptionKeys: [],
  dependsOn: [],
  smokeTests: [],
  recovery: usualRecovery,
};
const policy = aPolicy({ correlateBy: ['service', 'environment'], services: [service] });

function keyOf(
  alert: Parameters<typeof anAlert>[0],
  correlateBy: CompiledPolicy['correlateBy'] = policy.correlateBy,
) {
  return findCorrelationTarget({ ...policy, correlateBy }, anAlert(alert)).correlationKey;
}

describe('placing an alert', () => {
  it('takes the service whose match fits as a whole', () => {
    const labels = { app: 'shop', alarmName: 'checkout-errors' };
    expect(keyOf({ service: null, labels })).toBe('checkout/production');
    expect(keyOf({ service: null, labels: { ...labels, app: 'search' } })).not.toBe('checkout/production');
    expect(keyOf({ service: null, labels: { ...labels, alarmName: 'a-checkout-errors' } })).not.toBe(
      'checkout/production',
    );
  });

  it('takes the service that the alert names by its id', () => {
    expect(keyOf({ service: 'Checkout', labels: {} })).toBe('checkout/production');
  });

  it('takes a name that policy does not know as it is, in the environment that the labels name', () => {
    expect(keyOf({ service: 'Fraud Check', labels: { env: 'staging' } })).toBe('fraud-check/staging');
  });

  it('gives alarms of no service an incident of their own each', () => {
    const first = keyOf({ service: null, labels: { alertname: 'DiskFull' } });
    expect(first).toBe(keyOf({ service: null, labels: { alertname: 'DiskFull' }, fingerprint: 'f2' }));
    expect(first).not.toBe(keyOf({ service: null, labels: { alertname: 'LoadHigh' } }));
    expect(keyOf({ service: null, labels: {} })).not.toBe(
      keyOf({ service: null, labels: {}, fingerprint: 'f2' }),
    );
  });

  it('does not take a namespace of CloudWatch for a service of the user', () => {
    expect(keyOf({ service: 'AWS/EC2', labels: { alarmName: 'a' } })).not.toBe(
      keyOf({ service: 'AWS/EC2', labels: { alarmName: 'b' } }),
    );
  });

  it('follows policy in what groups alerts, and keeps parts apart whatever they hold', () => {
    const byAlarm = ['service', 'environment', 'alarmName'] as const;
    expect(keyOf({ service: 'checkout', labels: { alertname: 'a/b' } }, byAlarm)).toBe(
      'checkout/production/a%2Fb',
    );
  });
});

describe('an alert of another account or Region than policy names for its service', () => {
  const here = aPolicy({
    correlateBy: ['service', 'environment'],
    services: [aService({ account: '111100000001', match: [{ alarmName: 'checkout-*' }] })],
  });
  const target = (labels: Record<string, string>) =>
    findCorrelationTarget(here, anAlert({ service: null, labels: { alarmName: 'checkout-5xx', ...labels } }));

  it('is not about that service: nothing is done there because of it', () => {
    for (const labels of [{ account: '222200000002' }, { awsRegion: 'us-east-1' }]) {
      const { service, environment, correlationKey } = target(labels);
      expect(service).toBe('checkout');
      expect(findService(here, { service, environment })).toBeNull();
      expect(correlationKey).not.toBe('checkout/production');
    }
  });

  it.each([
    [{}],
    [{ account: '111100000001', region: 'eu-west-1' }],
    [{ account_name: 'shop' }],
    [{ region: 'europe' }],
    [{ region: 'us-east-1', metricNamespace: 'AWS/CloudFront' }],
  ])('is about it where it does not say otherwise: %j', (labels) => {
    expect(findService(here, target(labels))?.id).toBe('checkout');
    expect(target(labels).correlationKey).toBe('checkout/production');
  });
});

describe('alerts that match no service of policy', () => {
  const telling = ['account', 'aws_account_id', 'subscriptionId', 'region', 'cloud.region', 'resource'];
  const names = [...telling, 'resource_id', 'host', 'host.name', 'instance', 'DBInstanceIdentifier', 'env'];
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '1', 'é', '本'), minLength: 1, maxLength: 300 });
  const anything = fc.record({
    service: fc.constantFrom(null, 'fraud', 'AWS/RDS'),
    labels: fc.dictionary(fc.constantFrom(...names), value),
    correlateBy: fc.constantFrom<CompiledPolicy['correlateBy']>(
      ['service'],
      ['service', 'environment'],
      ['alarmName'],
      ['label:team'],
    ),
  });

  it('never share a key when they differ in account, Region, environment or resource', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...names), value, value, (about, name, one, other) => {
        fc.pre(one !== other);
        const key = (labels: Record<string, string>) =>
          keyOf({ service: about.service, labels: { alarmName: 'cpu-high', ...labels } }, about.correlateBy);
        const [a, b] = [one, other].map((said) => key({ ...about.labels, [name]: said }));
        expect(a).not.toBe(b);
      }),
      { numRuns: 1000 },
    );
  });

  it('share one when they are about the same thing, however its labels are called or ordered', () => {
    const about = (labels: Record<string, string>) =>
      keyOf({ service: null, labels: { alarmName: 'cpu-high', ...labels } });
    expect(about({ account: '1', region: 'eu-west-1' })).toBe(
      about({ aws_region: 'eu-west-1', accountId: '1' }),
    );
    expect(about({ pod: 'shop-7d9f8b6c5-x2x9z' })).toBe(about({ pod: 'shop-7d9f8b6c5-zl4kd' }));
    expect(about({ pod: 'shop-7d9f8b6c5-x2x9z' })).not.toBe(about({ pod: 'mail-7d9f8b6c5-x2x9z' }));
    expect(about({ severity: 'warning', value: '93' })).toBe(about({ severity: 'critical', value: '97' }));
  });

  it('are apart when they come from different senders and name no service', () => {
    const labels = { alertname: 'DiskFull' };
    expect(keyOf({ service: null, labels, source: 'grafana' })).not.toBe(keyOf({ service: null, labels }));
    expect(keyOf({ labels, service: 'fraud', source: 'grafana' })).toBe(keyOf({ labels, service: 'fraud' }));
  });
});
