import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import type { Alert } from '../../../../lambdas/domain/records/alert.ts';
import {
  areSensitive,
  classifySeverity,
} from '../../../../lambdas/domain/triage/severity/classify-severity.ts';
import { shippedPolicy } from '../../../support/builders/builders.ts';
import { anAlert } from '../../../support/builders/records.ts';

let policy: CompiledPolicy;
beforeAll(async () => {
  policy = await shippedPolicy();
});

const about = (alert: Partial<Alert>) =>
  anAlert({ title: 'Alert', description: null, labels: {}, severityHint: null, ...alert });
const isSensitive = (alert: Partial<Alert>, said = '') =>
  areSensitive(policy.severity, [about(alert)], null, said);

describe('an alert about security', () => {
  it.each([
    'Stolen credentials: token leak',
    'access-key exposed on a public page',
    'AccessKeyExposed',
    'api\u200b key\u00a0 leaked: an api  key leak',
    'Аccеss kеy еxposed',
    'ＡＣＣＥＳＳ ＫＥＹ exposed',
    'Leaked deploy token found in a repository',
    'Unauthorised access to the admin page',
    'Suspected data breach',
    'Malware detected on a build host',
    'Suspected intrusion',
    'Bucket invoices was made public',
    'Root sign-in from an unknown network',
    'Brute force attempt on the console',
  ])('is found by its words: %s', (title) => {
    expect(isSensitive({ title })).toBe(true);
    const { verdict } = classifySeverity(policy.severity, {
      alerts: [about({ title })],
      service: null,
      evidence: [],
      evidenceKinds: [],
    });
    expect(verdict.symptom).toBe('security');
  });

  it('is found in its labels, and wherever its text is long', () => {
    expect(isSensitive({ labels: { details: 'a token leak' } })).toBe(true);
    expect(isSensitive({ description: `${'b '.repeat(20_000)} a token leak` })).toBe(true);
  });

  it.each([
    'Recon:EC2/PortProbeUnprotectedPort',
    'CredentialAccess:Kubernetes/MaliciousIPCaller.Custom',
    'AttackSequence:IAM/CompromisedCredentials',
    'SensitiveData:S3Object/Financial',
    'Policy:IAMUser/S3BlockPublicAccessDisabled',
    'TTPs/Discovery/Recon:EC2-PortProbe',
    'Sensitive Data Identifications/PII',
    'GuardDuty Finding',
    'Security Hub Findings - Imported',
    'arn:aws:securityhub:eu-west-1::product/aws/inspector',
  ])('is a finding of AWS’s security services: %s', (type) => {
    expect(isSensitive({ title: type })).toBe(true);
    expect(isSensitive({ labels: { type } })).toBe(true);
    expect(isSensitive({}, JSON.stringify({ detail: { type }, other: 1 }))).toBe(true);
  });

  it.each([
    'CheckoutErrorRateHigh',
    '401 Unauthorized responses of user-service',
    'Memory leak in token service',
    'Connection leak suspected in orders',
    'Impact:High errors of checkout',
    'Token bucket is empty',
    'Public API latency high',
    'Root volume is full',
    'Bucket replication is slow',
  ])('is none of these: %s', (title) => {
    expect(isSensitive({ title })).toBe(false);
  });

  it('is not told by what the thing is called that it is about', () => {
    expect(isSensitive({ labels: { service: 'token-leak-scanner', pod: 'access-key-exposed-1' } })).toBe(
      false,
    );
  });

  it('is found by a rule that excludes words, whatever labels say', () => {
    const rule = {
      id: 'leaks',
      when: 'alert.text.contains("token leak") && !alert.text.contains("drill")',
      severity: 'SEV1',
      symptom: 'security',
      reason: 'A token leak.',
      place: 'severity.yaml:1',
    } as const;
    const own = { ...policy.severity, rules: [rule] };
    expect(areSensitive(own, [about({ title: 'A token leak', labels: { kind: 'drill' } })], null)).toBe(true);
    expect(areSensitive(own, [about({ title: 'A token leak, drill' })], null)).toBe(false);
    expect(areSensitive({ ...own, rules: [] }, [about({ title: 'GuardDuty Finding' })], null)).toBe(false);
  });
});
