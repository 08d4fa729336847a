import { describe, expect, it } from '@jest/globals';
import type { DeathGroup } from '../../../lambdas/domain/dead-letters/classify-deaths.ts';
import {
  type RedriveConditions,
  whyNotRedriven,
} from '../../../lambdas/domain/dead-letters/redrive-readiness.ts';

const group = (parts: Partial<DeathGroup>): DeathGroup => ({
  signature: 's',
  class: 'schema',
  confidence: 0.8,
  reasons: [],
  count: 3,
  firstAt: '2026-03-01T02:00:00.000Z',
  lastAt: '2026-03-01T02:20:00.000Z',
  firstExpiresAt: null,
  pattern: 'burst',
  buckets: [],
  diedTwice: 0,
  shape: 'queue-message',
  strategy: 'move',
  bodyShape: 'text',
  streams: [],
  sample: '',
  messageIds: [],
  ...parts,
});
const conditions = (parts: Partial<RedriveConditions> = {}): RedriveConditions => ({
  repeat: 'safe',
  reconciled: null,
  causeGone: null,
  consumerChangedAt: '2026-03-01T02:30:00.000Z',
  now: new Date('2026-03-01T03:00:00.000Z'),
  ...parts,
});

describe('dead letters', () => {
  it.each(['auth', 'schema'] as const)('that died of %s go back once the consumer was changed', (is) => {
    expect(whyNotRedriven(group({ class: is }), conditions())).toBeNull();
    for (const consumerChangedAt of [null, '2026-03-01T02:10:00.000Z']) {
      expect(whyNotRedriven(group({ class: is }), conditions({ consumerChangedAt }))).toMatch('not changed');
    }
  });

  it.each(['dependency', 'rate-limit'] as const)('that died of %s go back after ten quiet minutes', (is) => {
    expect(whyNotRedriven(group({ class: is }), conditions({ consumerChangedAt: null }))).toBeNull();
    const now = new Date('2026-03-01T02:29:00.000Z');
    expect(whyNotRedriven(group({ class: is }), conditions({ now }))).toMatch('10 minutes');
  });

  it.each(['unknown', 'poison'] as const)('of class %s never go back, whatever a person says', (is) => {
    const said = conditions({ causeGone: 'it is fixed', reconciled: 'all' });
    expect(whyNotRedriven(group({ class: is }), said)).not.toBeNull();
  });

  it.each([
    ['invoke', 'moved'],
    ['reread', 'stream'],
    ['none', 'moved'],
  ] as const)('that go back by %s are not moved', (strategy, why) => {
    expect(whyNotRedriven(group({ strategy }), conditions({ causeGone: 'fixed' }))).toMatch(why);
  });

  it('go back when a person says why the cause is gone', () => {
    const unchanged = conditions({ consumerChangedAt: null, causeGone: 'rolled back to v14' });
    expect(whyNotRedriven(group({}), unchanged)).toBeNull();
  });

  it('of a consumer that must be reconciled first wait until a person did', () => {
    const repeat = 'reconcile-first';
    expect(whyNotRedriven(group({}), conditions({ repeat }))).toMatch('reconcile-first');
    expect(
      whyNotRedriven(group({}), conditions({ repeat, reconciled: 'compared with the bank' })),
    ).toBeNull();
  });
});
