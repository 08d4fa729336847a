import { describe, expect, it } from '@jest/globals';
import { evidenceFacts } from '../../../../lambdas/domain/reporting/evidence/evidence-facts.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { anAssessment, aReading, metricsEvidence } from '../../../support/builders/builders.ts';

describe('the facts of an incident', () => {
  it('say what is odd about a metric, and which could not be read', () => {
    const evidence = {
      ...metricsEvidence([aReading({ qualityFlags: ['sparse', 'short'], baseline: null, onsetAt: null })]),
      missing: [{ name: 'dlqDepth' as const, reason: 'CloudWatch could not provide it: InternalError' }],
    };
    expect(
      evidenceFacts([evidence], anAssessment(), evidenceKinds).map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ['metric', 'Error rate 41 % (few readings; too little history for a baseline)'],
      [
        'unavailable',
        'Not read: Messages in the dead-letter queue: CloudWatch could not provide it: InternalError',
      ],
    ]);
  });
});
