import { describe, expect, it } from '@jest/globals';
import { summarizeIncident } from '../../../../lambdas/domain/reporting/views/incident-summary.ts';
import { type ServiceFacts, viewServices } from '../../../../lambdas/domain/reporting/views/service-view.ts';
import type { JudgedStep } from '../../../../lambdas/domain/response/autonomy/track-record.ts';
import { shippedPolicy } from '../../../support/builders/builders.ts';
import { sampleIncident, sampleNow } from '../../../support/builders/samples/sample-incident.ts';

const facts: ServiceFacts = {
  policy: await shippedPolicy(),
  debts: [],
  incidents: [],
  steps: [],
  stops: [],
  now: sampleNow,
};

const checkoutOf = (overrides: Partial<ServiceFacts>) =>
  viewServices({ ...facts, ...overrides }).find(({ id }) => id === 'checkout');

const step: JudgedStep = {
  service: 'checkout',
  action: 'roll-back-lambda-alias',
  runbook: 'bad-deploy.yaml:9',
  at: '2026-11-20T00:00:00.000Z',
  outcome: 'success',
};

describe('a service', () => {
  it('comes with the others, the most important first', () => {
    const tiers = viewServices(facts).map(({ tier }) => tier);
    expect(tiers.length).toBeGreaterThan(1);
    expect(tiers).toEqual(tiers.toSorted((a, b) => a - b));
  });

  it('names who is on call at this time, and who decides', () => {
    const week = (days: number) =>
      checkoutOf({ now: new Date(sampleNow.getTime() + days * 86_400_000) })?.onCall;
    expect(new Set([week(0), week(7), week(14)])).toEqual(new Set(['Ana Silva', 'Ben Okafor', 'Chris Lind']));
    expect(checkoutOf({})?.approvers).toEqual(['Ana Silva', 'Ben Okafor']);
  });

  it('has the incidents of its environment, and no others', () => {
    const own = summarizeIncident(sampleIncident('closed'));
    const incidents = [own, { ...own, environment: 'staging' }, { ...own, service: 'search' }];
    expect(checkoutOf({ incidents })?.incidents).toEqual([own]);
  });

  it('is stopped where everything is, and where it is itself', () => {
    const stop = { service: null, at: null, by: 'policy', reason: 'x' };
    expect(checkoutOf({ stops: [stop] })?.automation.stop).toBe(stop);
    expect(checkoutOf({ stops: [{ ...stop, service: 'search' }] })?.automation.stop).toBeNull();
  });

  it('holds back an action that failed too often, or that a person trusts less', () => {
    const failed = ['revert', 'no-effect'] as const;
    const steps = failed.map((outcome, day) => ({ ...step, outcome, at: `2026-11-2${day}T00:00:00.000Z` }));
    expect(checkoutOf({ steps: [step] })?.automation).toMatchObject({
      heldBack: [],
      steps: { taken: 1, helped: 1 },
    });
    expect(checkoutOf({ steps })?.automation.heldBack).toHaveLength(1);
    const { service, action } = step;
    const lowered = [{ service, action, at: '2026-11-01T00:00:00Z', by: 'ana', reason: 'Too rash.' }];
    const guardrails = {
      ...facts.policy.guardrails,
      autonomy: { ...facts.policy.guardrails.autonomy, lowered },
    };
    const [reason] = checkoutOf({ policy: { ...facts.policy, guardrails } })?.automation.heldBack ?? [];
    expect(reason).toContain('Too rash.');
  });
});
