import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findCorrelationTarget } from '../../../lambdas/domain/correlation/find-correlation-target.ts';
import { identifyAlert } from '../../../lambdas/domain/correlation/identify-alert.ts';
import { dependenciesOf } from '../../../lambdas/domain/policy/dependencies-of.ts';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import { occurrenceAt, occurrencesOf } from '../../../lambdas/domain/policy/window-occurrences.ts';
import { createRateLimiter } from '../../../lambdas/runtime/env/rate-limiter.ts';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { anAlert } from '../../support/builders/records.ts';

describe('an identity by policy', () => {
  const policy = correlationSchema.parse({
    fingerprints: [{ id: 'pods', source: 'alertmanager', alarmName: 'KubePod*', by: ['namespace', 'app'] }],
  });
  const pod = (name: string, app = 'shop') =>
    anAlert({ fingerprint: name, labels: { alertname: 'KubePodCrash', namespace: 'n1', app, pod: name } });

  it('is made of the labels that the rule names', () => {
    const identity = identifyAlert(policy, pod('a')).fingerprint;
    expect(identifyAlert(policy, pod('b')).fingerprint).toBe(identity);
    expect(identifyAlert(policy, pod('a', 'mail')).fingerprint).not.toBe(identity);
  });

  it('stays the sender’s own where no rule fits or the alert has none of the labels', () => {
    expect(identifyAlert(policy, anAlert()).fingerprint).toBe('f1');
    expect(identifyAlert(policy, { ...pod('a'), source: 'grafana' }).fingerprint).toBe('a');
    const bare = anAlert({ fingerprint: 'a', labels: { alertname: 'KubePodCrash' } });
    expect(identifyAlert(policy, bare).fingerprint).toBe('a');
  });
});

describe('a correlation key', () => {
  it('may take a label of the alert', () => {
    const policy = aPolicy({ correlateBy: ['service', 'label:shard'], services: [aService()] });
    const key = (shard: string) =>
      findCorrelationTarget(policy, anAlert({ labels: { shard } })).correlationKey;
    expect(key('s1')).toBe('checkout/s1');
    expect(key('s2')).not.toBe(key('s1'));
  });
});

describe('dependencies of a service', () => {
  it('are nearest first, each once, never itself, through circles too', () => {
    const services = [
      aService({ id: 'a', dependsOn: ['b', 'c'] }),
      aService({ id: 'b', dependsOn: ['d', 'a'] }),
      aService({ id: 'c', dependsOn: ['d'] }),
      aService({ id: 'd', dependsOn: ['a'] }),
    ];
    expect(dependenciesOf(services, 'a')).toEqual(['b', 'c', 'd']);
    expect(dependenciesOf(services, 'unknown')).toEqual([]);
  });
});

describe('a weekly window', () => {
  const window = { weekly: { days: ['fri' as const], from: '22:00', until: '02:00' } };

  it('runs past midnight', () => {
    expect(occurrenceAt(window, new Date('2026-11-27T23:00:00Z'))).not.toBeNull();
    expect(occurrenceAt(window, new Date('2026-11-28T01:59:59Z'))).not.toBeNull();
    expect(occurrenceAt(window, new Date('2026-11-28T02:00:00Z'))).toBeNull();
    expect(occurrenceAt(window, new Date('2026-11-27T21:59:59Z'))).toBeNull();
  });

  it('has the same occurrence from whatever span it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * 1440 }), (minutes) => {
        const at = Date.UTC(2026, 10, 20) + minutes * 60_000;
        const now = occurrenceAt(window, new Date(at));
        const nearby = occurrencesOf(window, at - 86_400_000, at + 86_400_000);
        if (now !== null) expect(nearby).toContainEqual(now);
        for (const { from, until } of nearby) expect(until - from).toBe(4 * 3_600_000);
      }),
    );
  });
});

describe('the rate limiter', () => {
  it('lets the first write through and then one a second, each id for itself', async () => {
    let now = 0;
    const waits: number[] = [];
    const rateLimiter = createRateLimiter({ now: () => new Date(now) }, async (milliseconds) =>
      waits.push(milliseconds),
    );
    await rateLimiter.pause('a');
    await rateLimiter.pause('b');
    expect(waits).toEqual([]);
    await rateLimiter.pause('a');
    await rateLimiter.pause('a');
    expect(waits).toEqual([1000, 2000]);
    now = 10_000;
    await rateLimiter.pause('a');
    expect(waits).toEqual([1000, 2000]);
  });
});
