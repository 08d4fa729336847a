import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { viewIncident } from '../../../../lambdas/domain/reporting/views/incident-view.ts';
import { viewTimelineEntry } from '../../../../lambdas/domain/reporting/views/timeline-view.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const links = { page: 'https://firebreak.example/incidents/x', execution: null };

describe('incident view', () => {
  it('lets no nested or credential-like value of a timeline entry out', () => {
    const name = fc.constantFrom(
      'taskToken',
      'key',
      'matchCode',
      'code',
      'clientSecret',
      'nonce',
      'encryptedToken',
    );
    fc.assert(
      fc.property(name, fc.string({ minLength: 1 }), (credential, text) => {
        const entry = {
          id: 'tl_1',
          at: '2026-11-23T02:02:10.000Z',
          actor: 'person:alice',
          kind: 'note.added',
          text: 'A note',
          data: {
            [credential]: `SECRET${text}`,
            nested: { any: 'SECRET' },
            list: [{ any: 'SECRET' }],
            stepIndex: 0,
          },
        };
        const view = viewTimelineEntry(entry);
        expect(JSON.stringify(view)).not.toContain('SECRET');
        expect(view.data).toEqual({ stepIndex: 0 });
      }),
    );
  });

  it('says what is waited for, by whom and until when', () => {
    const view = viewIncident(sampleRecord('awaiting-approval'), [sampleApproval()], null, links);
    expect(view.waiting).toEqual({
      for: 'approval',
      text: 'A decision on: Point the alias live of checkout back to version 56',
      people: ['alice', 'bob'],
      since: '2026-11-23T02:02:19.000Z',
      until: '2026-11-23T02:32:19.000Z',
    });
    expect(view.plan?.steps.map(({ state }) => state)).toEqual(['awaiting-approval']);
  });

  it.each([
    ['verifying', 'approved', 'done'],
    ['closed', 'approved', 'recovered'],
    ['handed-over', 'rejected', 'rejected'],
    ['handed-over', 'expired', 'expired'],
    ['awaiting-approval', 'approved', 'approved'],
  ] as const)(
    'tells of a step, while %s with an approval that is %s, that it is %s',
    (stage, approval, state) => {
      const view = viewIncident(sampleRecord(stage), [sampleApproval(approval)], null, links);
      expect(view.plan?.steps[0]?.state).toBe(state);
    },
  );
});
