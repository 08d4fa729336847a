import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findCorrelationTarget } from '../../../lambdas/domain/correlation/find-correlation-target.ts';
import { findService } from '../../../lambdas/domain/policy/find-service.ts';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { anAlert } from '../../support/builders/records.ts';

const policy = aPolicy({
  correlateBy: ['service', 'environment'],
  services: [aService({ match: [{ labels: { app: 'shop' } }] })],
});

describe('the environment of an alert', () => {
  it('is that of the service when the alert does not say, or says the same in short', () => {
    const target = { service: 'checkout', environment: 'production', correlationKey: 'checkout/production' };
    expect(findCorrelationTarget(policy, anAlert({ labels: {} }))).toEqual(target);
    expect(findCorrelationTarget(policy, anAlert({ labels: { env: 'prod' } }))).toEqual(target);
    expect(findService(policy, target)?.id).toBe('checkout');
  });

  it.each([
    ['by its id', { labels: { environment: 'staging' } }],
    ['by a match', { service: null, labels: { app: 'shop', environment: 'staging' } }],
  ])("keeps an alert about staging off production's service, found %s", (_, overrides) => {
    const target = findCorrelationTarget(policy, anAlert(overrides));
    expect(target).toMatchObject({ service: 'checkout', environment: 'staging' });
    expect(findService(policy, target)).toBeNull();
  });

  it('makes a key that is safe in a table and a URL, whatever the alert says', () => {
    const text = fc.string({ unit: 'grapheme' });
    const halfOrWhole = fc.constantFrom('a', '/', ' ', '\uD800', '\uDC00', '€');
    fc.assert(
      fc.property(
        text,
        text,
        fc.string({ unit: halfOrWhole, maxLength: 400 }),
        (service, environment, alertname) => {
          const { correlationKey } = findCorrelationTarget(
            policy,
            anAlert({ service, labels: { environment, alertname } }),
          );
          expect(correlationKey).toMatch(/^[\w.!~*'()%-]+(\/[\w.!~*'()%-]*)*$/);
        },
      ),
    );
  });
});
