import { describe, expect, it } from '@jest/globals';
import { rankSuspects, type SuspectInput } from '../../../../lambdas/domain/triage/suspects/rank-suspects.ts';
import { aChange, aReading, minutes } from '../../../support/builders/builders.ts';
import { aMessage, logsEvidence } from '../../../support/builders/evidence-builders.ts';

const deployment = aChange({ at: '2026-11-23T01:58:00.000Z' });
const input: SuspectInput = {
  distances: new Map([
    ['checkout', 0],
    ['payments', 1],
  ]),
  changes: [deployment],
  readings: [aReading()],
  logs: null,
  degraded: [],
  alertsResolved: false,
  canRevert: () => true,
  startedAt: new Date('2026-11-23T02:02:00.000Z'),
};
const rank = (overrides: Partial<SuspectInput> = {}) => rankSuspects({ ...input, ...overrides });
const logged = (...texts: readonly string[]) => ({
  logs: logsEvidence(...texts.map((text) => aMessage(text))),
});
const traffic = (onsetAt: string, current: number) =>
  aReading({
    name: 'traffic',
    unit: 'count',
    current,
    onsetAt,
    baseline: { median: 1000, deviation: 40, samples: 60 },
  });

describe('an innocent deployment beside something else', () => {
  it('is blamed when nothing tells that it was something else', () => {
    expect(rank().culprit?.change).toEqual(deployment);
  });

  it.each<[string, Partial<SuspectInput>]>([
    ['dependency-outage', logged('POST payments failed: connection refused')],
    ['dependency-outage', logged('upstream payments answered 503')],
    ['dependency-outage', { degraded: ['payments'], ...logged('request timed out after <num> ms') }],
    ['expired-credential', logged('certificate has expired: CN=orders')],
    [
      'expired-credential',
      logged('ExpiredTokenException: The security token included in the request is expired'),
    ],
    ['provider-outage', logged('model provider overloaded: 529')],
    ['provider-outage', logged('ModelProviderError: api.llm.example did not answer within <num> ms')],
    ['saturation', { readings: [aReading(), traffic('2026-11-23T01:57:00.000Z', 3000)] }],
    [
      'saturation',
      {
        readings: [
          aReading({ name: 'latencyP99' }),
          traffic('2026-11-23T02:00:00.000Z', 2200),
          aReading({ name: 'saturation', current: 97 }),
        ],
        ...logged('connection pool exhausted'),
      },
    ],
    [
      'poison-messages',
      {
        readings: [aReading({ name: 'dlqDepth', unit: 'count' }), aReading({ onsetAt: null, current: 0.4 })],
        ...logged('cannot parse message: unexpected token'),
      },
    ],
  ])('is not blamed for %s', (kind, overrides) => {
    const { culprit, explanation, reason } = rank(overrides);
    expect(culprit).toBeNull();
    expect(explanation?.kind).toBe(kind);
    expect(reason).toContain('not a change');
  });

  it('is not blamed for refusals at authentication, and the rotation of a secret beside it is', () => {
    const rotation = aChange({
      id: 'secret:shop/bank-api@2',
      kind: 'secret-rotation',
      at: '2026-11-23T02:00:00.000Z',
    });
    const refused = logged('AuthError: 401 Unauthorized from bank');
    expect(rank({ changes: [deployment, rotation], ...refused }).culprit?.change).toEqual(rotation);
    const expired = logged('certificate has expired: CN=orders');
    expect(rank({ changes: [rotation], ...expired }).culprit).toBeNull();
  });

  it('stays suspect when more traffic came only after the degradation, as retries do', () => {
    const readings = [aReading(), traffic('2026-11-23T02:03:00.000Z', 3000)];
    expect(rank({ readings }).culprit?.change).toEqual(deployment);
  });

  it('stays suspect when only a trickle of errors says something else', () => {
    const { logs } = logged('TypeError: x is not a function');
    const trickle = aMessage('payments: connection refused', { countAfter: 10 });
    const patterns = [...(logs?.patterns ?? []), trickle];
    expect(rank({ logs: logsEvidence(...patterns) }).culprit?.change).toEqual(deployment);
  });

  it('stays suspect when the errors about the dependency are as frequent as ever', () => {
    const usual = aMessage('payments: connection refused', {
      isNew: false,
      countBefore: 12_000,
      countAfter: 400,
    });
    const fresh = aMessage('TypeError: x is not a function', { countAfter: 300 });
    expect(rank({ logs: logsEvidence(usual, fresh) }).culprit?.change).toEqual(deployment);
  });
});

describe('an outage of a dependency', () => {
  it('makes a change to that dependency the suspect', () => {
    const theirs = aChange({ id: 'theirs', service: 'payments', at: '2026-11-23T02:00:30.000Z' });
    const { culprit, explanation } = rank({
      changes: [theirs, deployment],
      ...logged('POST payments failed: connection refused'),
    });
    expect(culprit?.change).toEqual(theirs);
    expect(explanation).toBeNull();
  });
});

describe('a queue of dead letters', () => {
  it('is blamed on the deployment when its consumer fails as well', () => {
    const readings = [aReading({ name: 'dlqDepth', unit: 'count' }), aReading()];
    expect(rank({ readings }).culprit?.change).toEqual(deployment);
  });
});

it('gives no explanation when nothing tells', () => {
  expect(
    rank({ changes: [], readings: [aReading({ points: minutes('2026-11-23T02:00:00.000Z', [1]) })] })
      .explanation,
  ).toBeNull();
});
