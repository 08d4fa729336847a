import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Change, changeKinds, metricNames } from '../../../../lambdas/domain/records/evidence.ts';
import { rankSuspects, type SuspectInput } from '../../../../lambdas/domain/triage/suspects/rank-suspects.ts';
import { aChange, aReading, minutes } from '../../../support/builders/builders.ts';
import { aMessage, aPattern, logsEvidence } from '../../../support/builders/evidence-builders.ts';
import { checkoutAlias, newPricingFlag } from '../../../support/builders/resources.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const onset = Date.parse('2026-11-23T02:01:00.000Z');
const beforeOnset = (seconds: number) => new Date(onset - seconds * 1000).toISOString();
const deployment = aChange();
const flag = aChange({
  id: 'flag:new-pricing',
  kind: 'flag-change',
  resource: newPricingFlag,
  summary: 'Flag new-pricing on',
  at: beforeOnset(9 * 3600),
});
const input: SuspectInput = {
  distances: new Map([
    ['checkout', 0],
    ['payments', 1],
    ['ledger', 2],
  ]),
  changes: [deployment, flag],
  readings: [aReading()],
  logs: null,
  degraded: [],
  alertsResolved: false,
  canRevert: ({ kind }) => kind === 'lambda-deployment',
  startedAt,
};
const rank = (overrides: Partial<SuspectInput> = {}) => rankSuspects({ ...input, ...overrides });
const scoreOf = (change: Change, overrides: Partial<SuspectInput> = {}) =>
  rank({ ...overrides, changes: [change] }).suspects[0]?.score ?? Number.NaN;
const calm = aReading({
  onsetAt: null,
  current: 0.4,
  points: minutes('2026-11-23T02:00:00.000Z', [0.4, 0.4, 0.4, 0.5]),
});

describe('suspects', () => {
  it('blames the deployment 20 s before the onset, and rules out the flag of yesterday evening', () => {
    const { suspects, culprit, reason, explanation } = rank();
    expect(culprit?.change).toEqual(deployment);
    expect(explanation).toBeNull();
    expect(reason).toBe('Lambda version 57 of checkout took effect 20 s before the onset');
    expect(suspects).toEqual([
      expect.objectContaining({
        changeId: deployment.id,
        score: 0.9,
        ruledOut: false,
        reasons: [
          'took effect 20 s before the onset',
          'is a change to the failing service itself',
          'the onset was measured',
        ],
      }),
      expect.objectContaining({
        changeId: flag.id,
        score: 0,
        ruledOut: true,
        reasons: ['took effect 9 h before the onset, no problems since'],
      }),
    ]);
  });

  it.each([
    ['a change after the onset', [aChange({ at: beforeOnset(-600) })], 'No change fits the onset'],
    ['a change long before', [aChange({ at: beforeOnset(3 * 3600) })], 'No change is suspicious enough'],
    ['two changes at once', [deployment, aChange({ ...flag, at: beforeOnset(60) })], 'about equally suspect'],
    [
      'a change to a service that it does not need',
      [aChange({ service: 'search', at: beforeOnset(60) })],
      'No change is suspicious enough',
    ],
    ['no change', [], 'No change fits the onset'],
    ['a change whose time is not known', [aChange({ at: 'soon' })], 'No change fits the onset'],
    [
      'the rollback that followed the onset',
      [aChange({ summary: 'Rolled back to version 56', at: beforeOnset(-20) })],
      'No change fits the onset',
    ],
  ])('abstains for %s', (_, changes, reason) => {
    const ranking = rank({ changes });
    expect(ranking.culprit).toBeNull();
    expect(ranking.reason).toContain(reason);
  });

  it('blames nobody when no metric left its baseline, and calls it noise', () => {
    const ranking = rank({ readings: [calm] });
    expect(ranking.culprit).toBeNull();
    expect(ranking.reason).toContain('No metric has left its baseline');
    expect(ranking.explanation?.kind).toBe('noise');
  });

  it('calls it over when the metrics came back', () => {
    const back = { ...calm, points: minutes('2026-11-23T02:00:00.000Z', [0.4, 41, 38, 0.4, 0.5]) };
    expect(rank({ readings: [back] }).explanation?.kind).toBe('recovered');
    expect(rank({ readings: [calm], alertsResolved: true }).explanation?.kind).toBe('recovered');
  });

  it("takes the alert's own time when metrics are missing or end before it, and is less sure then", () => {
    const late = { ...calm, points: calm.points.slice(0, 2) };
    for (const readings of [[], [late]]) {
      const { culprit, suspects } = rank({ readings });
      expect(culprit?.change).toEqual(deployment);
      expect(suspects[0]?.reasons[2]).toContain("the onset is the alert's own time");
      expect(suspects[0]?.score).toBeLessThan(rank().suspects[0]?.score ?? 0);
    }
  });

  it('doubts a change more when metrics were read and none shows the degradation yet', () => {
    const late = { ...calm, points: calm.points.slice(0, 2) };
    expect(scoreOf(deployment, { readings: [late] })).toBeLessThan(scoreOf(deployment, { readings: [] }));
  });

  it('does not rule out what came while readings were missing, or before the degradation was plain', () => {
    const at = '2026-11-23T02:04:40.000Z';
    const values = { gap: [0.5, null, null, null, 41, 43], chance: [0.9, 1.1, 0.8, 1, 41, 43] };
    const found = Object.values(values).map((points) =>
      scoreOf(aChange({ at }), {
        readings: [aReading({ points: minutes('2026-11-23T02:01:00.000Z', points) })],
      }),
    );
    expect(Math.min(...found)).toBeGreaterThan(0.6);
    const plain = aReading({ points: minutes('2026-11-23T02:01:00.000Z', [41, 43, 41, 42, 41, 43]) });
    expect(rank({ changes: [aChange({ at })], readings: [plain] }).culprit).toBeNull();
  });

  it('takes the first of several metrics that left their baselines together', () => {
    const slow = aReading({
      name: 'latencyP99',
      onsetAt: '2026-11-23T01:56:00.000Z',
      points: minutes('2026-11-23T01:56:00.000Z', [38, 41, 40, 41, 41, 41]),
    });
    const { suspects } = rank({ changes: [deployment], readings: [aReading(), slow] });
    expect(suspects[0]?.reasons).toEqual(['took effect 5 min after the onset']);
    const longAgo = { ...slow, onsetAt: '2026-11-23T01:30:00.000Z' };
    expect(rank({ readings: [aReading(), longAgo] }).culprit?.change).toEqual(deployment);
  });

  it.each<[string, Partial<Change>]>([
    ['to a service it needs', { service: 'payments' }],
    ['that is only a stack update', { kind: 'stack-update' }],
    ['of one file', { size: { count: 1, of: 'files' } }],
    ['of a kind that never did harm', { trackRecord: { changes: 40, harmful: 0 } }],
    ['that reaches a tenth of the requests while 41 % fail', { share: 0.1 }],
  ])('finds a change less suspect %s', (_, overrides) => {
    expect(scoreOf(aChange(overrides))).toBeLessThan(scoreOf(deployment));
  });

  it.each<[string, Partial<Change>]>([
    ['that is large', { size: { count: 2000, of: 'lines' } }],
    ['whose like did harm before', { trackRecord: { changes: 4, harmful: 2 } }],
  ])('finds a change more suspect %s', (_, overrides) => {
    expect(scoreOf(aChange(overrides))).toBeGreaterThan(scoreOf(deployment));
  });

  it('finds a change less suspect with every hop', () => {
    const scores = ['checkout', 'payments', 'ledger', 'search'].map((service) =>
      scoreOf(aChange({ service })),
    );
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });

  it('believes a new error message that began after the change, more when it names it', () => {
    const on = aChange({ ...flag, at: beforeOnset(60) });
    const logged = (text: string, firstSeenAt = beforeOnset(0)) =>
      scoreOf(on, { logs: logsEvidence(aMessage(text, { firstSeenAt })) });
    expect(logged('Order lost')).toBeGreaterThan(scoreOf(on));
    expect(logged('Order lost by newPricing')).toBeGreaterThan(logged('Order lost'));
    expect(logged('Order lost', beforeOnset(600))).toBeLessThan(scoreOf(on));
  });

  it('doubts a change when requests fail with errors that are all old', () => {
    const old = aPattern({ isNew: false, countBefore: 400, firstSeenAt: null });
    expect(scoreOf(deployment, { logs: logsEvidence(old) })).toBeLessThan(scoreOf(deployment));
  });

  it('takes several tellings of one roll-out as one, and blames the one that can be reverted', () => {
    const reported = aChange({ id: 'cdevents:1', kind: 'deployment', at: beforeOnset(10) });
    expect(rank({ changes: [reported, deployment] }).culprit?.change).toEqual(deployment);
  });

  it.each([', reverted by the circuit breaker', ', being reverted', ', reverted'])(
    'does not take a deployment that ends in "%s" for a rollback',
    (end) => {
      const reverted = aChange({ summary: `ECS deployment of shop/checkout${end}`, at: beforeOnset(-1) });
      const [late] = rank({ changes: [reverted] }).suspects;
      expect(late?.reasons).not.toContain('is a rollback after the onset');
    },
  );

  it('can be reckoned anew from its factors', () => {
    const { suspects } = rank({
      logs: logsEvidence(aPattern()),
      changes: [aChange({ trackRecord: { changes: 9, harmful: 3 } })],
    });
    const points = suspects[0]?.factors?.reduce((sum, factor) => sum + factor.points, 0) ?? Number.NaN;
    expect(suspects[0]?.score).toBe(Math.round(100 / (1 + 10 ** (-points / 10))) / 100);
    expect(suspects[0]?.factors?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['prior', 'delay', 'distance', 'track-record', 'logs']),
    );
  });
});

describe('the ranking of any evidence', () => {
  const time = fc.integer({ min: -7200, max: 50_000 }).map(beforeOnset);
  const anyChange: fc.Arbitrary<Change> = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom(...changeKinds),
    service: fc.constantFrom('checkout', 'payments', 'ledger', 'search'),
    resource: fc.constantFrom(checkoutAlias, newPricingFlag, { kind: '', key: '', id: {} }),
    summary: fc.constantFrom('Version 57', 'Rolled back to 56', ''),
    at: fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: fc.constantFrom('soon', '') }),
    actor: fc.constant(null),
    size: fc.option(fc.record({ count: fc.oneof(fc.nat(), fc.double()), of: fc.constant('files') })),
    trackRecord: fc.option(fc.record({ changes: fc.integer(), harmful: fc.integer() })),
    before: fc.constant(null),
    after: fc.constant(null),
    link: fc.constant(null),
  });
  const number = fc.oneof(fc.double({ min: -1e9, max: 1e9 }), fc.double());
  const anyReading = fc
    .record({
      name: fc.constantFrom(...metricNames),
      onsetAt: fc.option(fc.oneof(time, fc.constant('never'))),
      current: fc.option(number),
      baseline: fc.option(fc.record({ median: number, deviation: number, samples: fc.nat() })),
      points: fc.array(fc.option(number), { maxLength: 5 }).map((values) => minutes(beforeOnset(60), values)),
    })
    .map((overrides) => aReading(overrides));
  const anyPattern = fc
    .record({
      text: fc.constantFrom('TypeError: x', 'upstream payments 503', 'token expired', 'throttled', 'bad', ''),
      countBefore: fc.nat(),
      countAfter: fc.nat(),
      firstSeenAt: fc.option(time),
      isNew: fc.boolean(),
    })
    .map(({ text, ...overrides }) => aMessage(text, overrides));
  const anyInput: fc.Arbitrary<SuspectInput> = fc.record({
    distances: fc.constant(input.distances),
    changes: fc.array(anyChange, { maxLength: 6 }),
    readings: fc.array(anyReading, { maxLength: 4 }),
    logs: fc.option(fc.array(anyPattern, { maxLength: 4 }).map((patterns) => logsEvidence(...patterns))),
    degraded: fc.subarray(['payments', 'ledger', 'search']),
    alertsResolved: fc.boolean(),
    canRevert: fc.constant(input.canRevert),
    startedAt: fc.constant(startedAt),
  });
  const scores = (asked: SuspectInput) =>
    new Map(rankSuspects(asked).suspects.map(({ changeId, score }) => [changeId, score]));

  it('has scores from 0 to 1, whatever was read', () => {
    fc.assert(
      fc.property(anyInput, (asked) => {
        for (const score of scores(asked).values()) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is the same whatever the order, and however often something is listed', () => {
    fc.assert(
      fc.property(anyInput, (asked) => {
        const twice = <Item>(list: readonly Item[]) => [...list.toReversed(), ...list];
        const { changes, readings, logs, degraded } = asked;
        const shuffled = {
          ...asked,
          changes: twice(changes),
          readings: twice(readings),
          logs: logs && { ...logs, patterns: twice(logs.patterns) },
          degraded: twice(degraded),
        };
        expect(rankSuspects(shuffled)).toEqual(rankSuspects(asked));
      }),
    );
  });

  it('does not move a score when another change is added, so that none overtakes a more relevant one', () => {
    fc.assert(
      fc.property(anyInput, anyChange, (asked, other) => {
        const more = { ...asked, changes: [...asked.changes, { ...other, id: 'other' }] };
        const after = scores(more);
        for (const [id, score] of scores(asked)) expect(after.get(id)).toBe(score);
      }),
    );
  });

  it('never finds a change less suspect for being nearer to the onset', () => {
    fc.assert(
      fc.property(anyInput, anyChange, fc.nat(20_000), fc.nat(20_000), (asked, change, a, b) => {
        const at = (seconds: number) =>
          scores({
            ...asked,
            logs: null,
            readings: [aReading()],
            changes: [{ ...change, at: beforeOnset(seconds) }],
          }).get(change.id) ?? 0;
        expect(at(Math.min(a, b))).toBeGreaterThanOrEqual(at(Math.max(a, b)));
      }),
    );
  });

  it('blames only a change that is more likely the cause than not', () => {
    fc.assert(
      fc.property(anyInput, (asked) => {
        const { culprit, explanation } = rankSuspects(asked);
        if (culprit === null) return;
        expect(culprit.score).toBeGreaterThanOrEqual(0.6);
        expect(explanation).toBeNull();
      }),
    );
  });
});
