import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gatherToldChanges } from '../../../lambdas/domain/changes/gather-told-changes.ts';
import { toldStates } from '../../../lambdas/domain/changes/told-change.ts';
import { aToldChange } from '../../support/told-changes.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString();

describe('the changes behind what was told', () => {
  it('have an effect from the first message on, and are what the last one says', () => {
    const began = aToldChange({ state: 'began', at: at(0), summary: 'is being deployed' });
    const failed = aToldChange({ state: 'failed', at: at(4), summary: 'failed to deploy' });
    expect(gatherToldChanges([failed, began])).toEqual([{ told: failed, at: at(0), trackRecord: null }]);
  });

  it('count those before them that failed or were taken back, and no rollback as a change of its own', () => {
    const messages = [
      aToldChange({ id: 'good', at: at(0) }),
      aToldChange({ id: 'failed', at: at(1), state: 'failed' }),
      aToldChange({ id: 'bad', at: at(2) }),
      aToldChange({ id: 'back', at: at(3), takesBack: true }),
      aToldChange({ id: 'next', at: at(4) }),
    ];
    const records = gatherToldChanges(messages).map(({ told, trackRecord }) => [told.id, trackRecord]);
    expect(Object.fromEntries(records)).toEqual({
      good: null,
      failed: { changes: 1, harmful: 0 },
      bad: { changes: 2, harmful: 1 },
      back: { changes: 3, harmful: 2 },
      next: { changes: 3, harmful: 2 },
    });
  });

  it('are the same whatever the order, and however often each was told', () => {
    const message = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 0, max: 5 }).map(at),
      state: fc.constantFrom(...toldStates),
      takesBack: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (partial, random) => {
        const byKey = new Map(
          partial.map((each) => [`${each.at}${each.state}${each.id}`, aToldChange(each)]),
        );
        const messages = [...byKey.values()];
        const shuffled = [...messages, ...messages.slice(0, 3)]
          .map((told) => ({ told, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ told }) => told);
        expect(gatherToldChanges(shuffled)).toEqual(gatherToldChanges(messages));
      }),
    );
  });
});
