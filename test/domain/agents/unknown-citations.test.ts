import { describe, expect, it } from '@jest/globals';
import { unknownCitations } from '../../../lambdas/domain/agents/unknown-citations.ts';
import { aChange, metricsEvidence } from '../../support/builders/builders.ts';
import { sampleIncident, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

const { evidence } = sampleRecord('awaiting-approval');
const plan = sampleIncident('awaiting-approval').assessment?.plan ?? null;
const record = { timeline: [{ id: 'tl_1' }], evidence, plan };

describe('what an agent cites', () => {
  it('are facts of the incident by the ids under which the tools give them', () => {
    const change = evidence.flatMap((each) => ('changes' in each ? each.changes : []))[0] ?? aChange();
    const cited = ['tl_1', 'evidence:metrics', `change:${change.id}`, 'step:0'];
    expect(unknownCitations(cited, record)).toEqual([]);
  });

  it('is told where there is no such fact', () => {
    const invented = ['tl_2', 'evidence:gossip', 'change:none', 'step:9', 'metrics'];
    expect(unknownCitations(invented, record)).toEqual(invented);
    expect(unknownCitations(['step:0'], { timeline: [], evidence: [metricsEvidence()], plan: null })).toEqual(
      ['step:0'],
    );
  });
});
