import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../lambdas/domain/response/assessment/diagnose.ts';
import { rankSuspects, type SuspectInput } from '../../../../lambdas/domain/triage/suspects/rank-suspects.ts';
import { aChange, aReading } from '../../../support/builders/builders.ts';
import { changesEvidence } from '../../../support/builders/records.ts';

const input: SuspectInput = {
  distances: new Map([['checkout', 0]]),
  changes: [],
  readings: [aReading()],
  logs: null,
  degraded: [],
  alertsResolved: false,
  canRevert: () => true,
  startedAt: new Date('2026-11-23T02:02:00.000Z'),
};
const guilty = aChange({ id: 'guilty', summary: 'checkout version 57' });
const old = aChange({ id: 'old', summary: 'flag banner on', at: '2026-11-20T02:00:00.000Z' });

const said = (
  overrides: Partial<SuspectInput> = {},
  missing?: readonly { source: string; reason: string }[],
) => {
  const ranking = rankSuspects({ ...input, ...overrides });
  const changes = changesEvidence({
    changes: overrides.changes ?? [],
    ...(missing === undefined ? {} : { missing }),
  });
  return diagnose({ ranking, changes: overrides.changesUnread ? null : changes, unavailable: [] });
};

describe('the diagnosis', () => {
  it('names the blamed change first, then what was ruled out', () => {
    const text = said({ changes: [guilty, old] });
    expect(text).toMatch(/^Most likely cause: checkout version 57 \(/);
    expect(text).toContain('Ruled out: flag banner on (');
  });

  it('says that nothing was changed only when every change could be read', () => {
    expect(said()).toContain('No change is known of');
    expect(said({}, [{ source: 'ECS of payments', reason: 'denied' }])).not.toContain(
      'No change is known of',
    );
  });

  it('never says that no change fits, or that it is no change, when changes could not be read', () => {
    const reading = {
      name: 'traffic',
      unit: 'count',
      current: 4000,
      onsetAt: '2026-11-23T01:57:00.000Z',
    } as const;
    const surge = [
      aReading({ name: 'latencyP99' }),
      aReading({ ...reading, baseline: { median: 1000, deviation: 40, samples: 60 } }),
    ];
    for (const readings of [[aReading()], surge]) {
      const text = said({ readings, changesUnread: 'access denied' });
      expect(text).toContain('access denied');
      expect(text).not.toMatch(/no change fits|not a change|No change/i);
    }
  });

  it('says what could not be read', () => {
    const gatheredAt = '2026-11-23T02:02:16.000Z';
    const unavailable = [{ kind: 'logs', status: 'unavailable', gatheredAt, reason: 'timeout' }] as const;
    const ranking = rankSuspects(input);
    expect(diagnose({ ranking, changes: changesEvidence({ changes: [] }), unavailable })).toContain(
      'Not read: logs.',
    );
  });
});
