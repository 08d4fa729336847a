import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reportedChangeStates } from '../../../../lambdas/domain/records/reported-change.ts';
import { gatherReportedChanges } from '../../../../lambdas/domain/triage/changes/gather-reported-changes.ts';
import { aReportedChange } from '../../../support/builders/reported-changes.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString();

describe('the changes behind what was reported', () => {
  it('have an effect from the first message on, and are what the last one says', () => {
    const started = aReportedChange({ state: 'started', at: at(0), summary: 'is being deployed' });
    const failed = aReportedChange({ state: 'failed', at: at(4), summary: 'failed to deploy' });
    expect(gatherReportedChanges([failed, started])).toEqual([
      { latest: failed, at: at(0), trackRecord: null },
    ]);
  });

  it('count those before them that failed or were reverted, and no rollback as a change of its own', () => {
    const messages = [
      aReportedChange({ id: 'good', at: at(0) }),
      aReportedChange({ id: 'failed', at: at(1), state: 'failed' }),
      aReportedChange({ id: 'bad', at: at(2) }),
      aReportedChange({ id: 'back', at: at(3), isRollback: true }),
      aReportedChange({ id: 'next', at: at(4) }),
    ];
    const records = gatherReportedChanges(messages).map(({ latest, trackRecord }) => [
      latest.id,
      trackRecord,
    ]);
    expect(Object.fromEntries(records)).toEqual({
      good: null,
      failed: { changes: 1, harmful: 0 },
      bad: { changes: 2, harmful: 1 },
      back: { changes: 3, harmful: 2 },
      next: { changes: 3, harmful: 2 },
    });
  });

  it('are the same whatever the order, and however often each was reported', () => {
    const message = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 0, max: 5 }).map(at),
      state: fc.constantFrom(...reportedChangeStates),
      isRollback: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (partial, random) => {
        const byKey = new Map(
          partial.map((each) => [`${each.at}${each.state}${each.id}`, aReportedChange(each)]),
        );
        const messages = [...byKey.values()];
        const shuffled = [...messages, ...messages.slice(0, 3)]
          .map((message) => ({ message, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ message }) => message);
        expect(gatherReportedChanges(shuffled)).toEqual(gatherReportedChanges(messages));
      }),
    );
  });
});
