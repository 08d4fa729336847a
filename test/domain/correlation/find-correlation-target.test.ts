import { describe, expect, it } from '@jest/globals';
import { findCorrelationTarget } from '../../../lambdas/domain/correlation/find-correlation-target.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
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
};
const policy = { correlateBy: ['service', 'environment'] as const, services: [service] };

function keyOf(
  alert: Parameters<typeof anAlert>[0],
  correlateBy = policy.correlateBy as CompiledPolicy['correlateBy'],
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
