import { describe, expect, it } from '@jest/globals';
import { type Incident, mostNewPlans } from '../../../../lambdas/domain/records/incident.ts';
import { proposalEntry } from '../../../../lambdas/domain/records/step-proposal.ts';
import type { TimelineEntry } from '../../../../lambdas/domain/records/timeline.ts';
import { handOverReason, noStepLeft, waysOnOf } from '../../../../lambdas/domain/reporting/views/ways-on.ts';
import { anAgent } from '../../../support/builders/policy/an-agent.ts';
import {
  sampleApproval,
  sampleIncident,
  sampleRecord,
} from '../../../support/builders/samples/sample-incident.ts';

const incident = sampleIncident('handed-over');
const { steps } = sampleRecord('awaiting-approval');
const rejected = {
  ...sampleApproval('approved'),
  state: 'rejected',
  decidedBy: 'ana',
  comment: 'it is the flag',
} as const;
const setAside = {
  hash: 'a',
  madeAt: '2026-11-23T02:02:00.000Z',
  setAsideAt: '2026-11-23T02:03:00.000Z',
  by: 'person:ben',
  rejected: [],
};
const people = { agents: [anAgent()] };
const aProposal = {
  agent: 'helper',
  action: 'roll-back-lambda-alias',
  resource: 'lambda-alias:checkout:live',
  changeId: null,
  summary: 'Roll back checkout',
  reason: 'the new version cannot price',
  citations: ['evidence:logs'],
};
const kinds = (of: Incident, approvals = [rejected], entries: readonly TimelineEntry[] = []) =>
  waysOnOf({ incident: of, steps, entries }, approvals, people)?.ways.map(({ kind }) => kind) ?? null;

describe('the ways on from a handover', () => {
  it('name who rejected what and why, and offer the rejected step once more', () => {
    expect(waysOnOf({ incident, steps, entries: [] }, [rejected], people)?.rejections).toEqual([
      { index: 0, by: 'ana', step: incident.assessment?.plan.steps[0]?.summary, reason: 'it is the flag' },
    ]);
    expect(kinds(incident)).toEqual(['next-step', 'new-plan', 'ask-again']);
  });

  it('do not ask again about what nobody rejected: that is the next step', () => {
    expect(kinds(incident, [])).toEqual(['next-step', 'new-plan']);
  });

  it('offer no new plan where there were as many as there may be', () => {
    const earlierPlans = Array.from({ length: mostNewPlans }, () => setAside);
    expect(kinds({ ...incident, earlierPlans })).not.toContain('new-plan');
  });

  it('offer what agents proposed until somebody asked for it, the newest first', () => {
    const proposed = (id: string, at: string) => proposalEntry({ ...aProposal, id, at });
    const entries = [
      proposed('tl_1', '2026-11-23T02:05:00.000Z'),
      proposed('tl_2', '2026-11-23T02:06:00.000Z'),
    ];
    const offered = (of: Incident, policy: typeof people = people) =>
      waysOnOf({ incident: of, steps, entries }, [], policy)?.ways.flatMap(({ proposal }) => proposal ?? []);
    expect(offered(incident)).toEqual([
      { id: 'tl_2', reason: aProposal.reason },
      { id: 'tl_1', reason: aProposal.reason },
    ]);
    expect(offered({ ...incident, earlierPlans: [{ ...setAside, adopts: 'tl_2' }] })).toHaveLength(1);
    expect(offered(incident, { agents: [anAgent({ id: 'other' }), anAgent({ may: ['note'] })] })).toEqual([]);
    const earlierPlans = Array.from({ length: mostNewPlans }, () => setAside);
    expect(kinds({ ...incident, earlierPlans }, [], entries)).not.toContain('proposal');
  });

  it('are there for people who have the incident, and for nobody else', () => {
    for (const stage of ['triaging', 'awaiting-approval', 'verifying', 'closed'] as const) {
      expect(kinds(sampleIncident(stage))).toBeNull();
    }
  });
});

describe('why an incident is handed over', () => {
  const names = {
    person: (id: string) => (id === 'ana' ? 'Ana Silva' : id),
    agent: (id: string) => id,
    service: (id: string) => id,
  };
  const rejections = [{ index: 0, by: 'ana', step: 'Roll back checkout', reason: 'it is the flag' }];

  it('is who rejected all there was', () => {
    expect(handOverReason(noStepLeft, incident, rejections, names)).toBe(
      'Ana Silva rejected: Roll back checkout (it is the flag)',
    );
  });

  it.each([
    ['a person took over: Taken over by ana', 'Taken over by Ana Silva'],
    [
      'a person took over: Resolved by zed, but it cannot be closed yet',
      'Resolved by zed, but it cannot be closed yet',
    ],
    [
      'recovery could not be shown (no-better): At the deadline: 0 of 3',
      'recovery could not be shown: At the deadline: 0 of 3',
    ],
    ['the action was not executed (stale): ', 'the action was not executed (stale): '],
  ])('has no word of the workflow where others say it: %s', (given, said) => {
    expect(handOverReason(given, incident, [], names)).toBe(said);
  });

  it('stays as the workflow says it where that is something else, or nobody rejected anything', () => {
    expect(handOverReason('nobody decided in time', incident, rejections, names)).toBe(
      'nobody decided in time',
    );
    expect(handOverReason(noStepLeft, incident, [], names)).toBe(noStepLeft);
  });
});
