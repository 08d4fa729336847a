import { describe, expect, it } from '@jest/globals';
import { failurePlan } from '../../../../lambdas/domain/reporting/labels/failure-plan.ts';
import { sampleIncident } from '../../../support/builders/samples/sample-incident.ts';

const { assessment } = sampleIncident('awaiting-approval');
const step = assessment?.plan.steps[0];
if (step === undefined) throw new Error('The sample has no plan');

describe('what happens when a step does not help', () => {
  it('names the undo, what else leads to it, and who goes on', () => {
    expect(failurePlan(step, null)).toBe(
      `Undone by itself: ${step.undo}. It is also undone with p99 latency above 1.5 times what it was. Then people take over.`,
    );
  });

  it('names metrics with one limit together', () => {
    const guardMetrics = [
      { metric: 'errorRate', factor: 1.5 },
      { metric: 'latencyP99', factor: 1.5 },
      { metric: 'saturation', factor: 2 },
    ] as const;
    expect(failurePlan({ ...step, guardMetrics }, null)).toContain(
      'error rate or p99 latency above 1.5 times what it was, or saturation above 2 times what it was',
    );
  });

  it('says that it cannot be undone', () => {
    const irreversible = { ...step, risk: 'irreversible', undo: 'The messages are gone' } as const;
    expect(failurePlan(irreversible, null)).toBe(
      'It cannot be undone: The messages are gone. Then people take over.',
    );
  });

  it('names the step that is proposed next', () => {
    const next = { ...step, index: 1, summary: 'Switch off the flag' };
    expect(failurePlan(step, { hash: '', steps: [step, next] })).toContain(
      'Then the next step is proposed: Switch off the flag.',
    );
  });

  it('says how long it stays where it helps', () => {
    expect(failurePlan({ ...step, expiresAfterSeconds: 7200 }, null)).toContain('stays for 2 h');
  });
});
