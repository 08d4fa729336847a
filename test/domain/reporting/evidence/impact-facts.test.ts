import { describe, expect, it } from '@jest/globals';
import { evidenceFacts } from '../../../../lambdas/domain/reporting/evidence/evidence-facts.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { anAssessment, metricsEvidence } from '../../../support/builders/builders.ts';
import {
  aLogPattern,
  anAffected,
  blastRadiusEvidence,
  logsEvidence,
} from '../../../support/builders/impact-evidence.ts';

describe('facts about the impact', () => {
  it('say who is affected after what was measured, then which errors are new', () => {
    const facts = evidenceFacts(
      [logsEvidence(), blastRadiusEvidence(), metricsEvidence()],
      anAssessment(),
      evidenceKinds,
    );
    expect(facts.map(({ kind, text }) => [kind, text])).toEqual([
      ['metric', expect.stringContaining('Error rate')],
      ['blast-radius', '38 of 40 tenants (95 %) affected, most errors: acme, globex'],
      [
        'logs',
        "New error, 214 times since 02:01:03 UTC: TypeError: Cannot read properties of undefined (reading 'currency')",
      ],
    ]);
    expect(facts[1]).toMatchObject({ source: 'stats count(*) by tenantId', at: '2026-11-23T02:02:16.000Z' });
  });

  it('tell lower bounds, unknown totals and single ones as such', () => {
    const dimensions = [
      anAffected({
        dimension: 'user',
        affected: 10_000,
        total: null,
        share: null,
        truncated: true,
        most: [],
      }),
      anAffected({ dimension: 'region', affected: 1, total: 1, share: 1, most: [] }),
      anAffected({ dimension: 'endpoint', affected: 1, total: 300, share: 1 / 300, most: [] }),
    ];
    const facts = evidenceFacts([blastRadiusEvidence({ dimensions })], null, evidenceKinds);
    expect(facts.map(({ text }) => text)).toEqual([
      'at least 10,000 users affected',
      '1 of 1 Region (100 %) affected',
      '1 of 300 endpoints (under 1 %) affected',
    ]);
  });

  it('leave out errors that did not become more, and tell three at most', () => {
    const calm = aLogPattern({ pattern: 'calm', countBefore: 9, countAfter: 9, isNew: false });
    const risen = aLogPattern({ pattern: 'risen', countBefore: 9, countAfter: 90, isNew: false });
    const patterns = [risen, aLogPattern(), aLogPattern(), aLogPattern(), calm];
    const texts = evidenceFacts([logsEvidence({ patterns, truncated: true })], null, evidenceKinds).map(
      ({ text }) => text,
    );
    expect(texts).toHaveLength(3);
    expect(texts[0]).toBe('Error at least 90 times, 9 before: risen');
    expect(evidenceFacts([logsEvidence({ patterns: [calm] })], null, evidenceKinds)).toEqual([]);
  });

  it('say which dimension could not be counted, at the end', () => {
    const missing = [{ dimension: 'user', reason: 'it took too long' }] as const;
    const facts = evidenceFacts([blastRadiusEvidence({ missing })], anAssessment(), evidenceKinds);
    expect(facts.at(-1)).toMatchObject({
      kind: 'unavailable',
      text: 'Not read: users: it took too long',
    });
  });
});
