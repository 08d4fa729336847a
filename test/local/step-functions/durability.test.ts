import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MemoryStore } from '../../../local/step-functions/store/memory-store.ts';
import { SqliteStore } from '../../../local/step-functions/store/sqlite-store.ts';
import { randomMachine, randomSequence } from '../../support/builders/random-machines.ts';
import { historyFaults } from '../../support/faults/history-faults.ts';
import { runWithKills } from '../../support/faults/random-world.ts';

const kills = fc.array(fc.record({ commits: fc.integer({ min: 1, max: 8 }), isStored: fc.boolean() }), {
  maxLength: 6,
});

/** Milliseconds; a busy machine may need them. */
const PATIENCE = 60_000;

describe('an engine that is killed and started again', () => {
  it(
    'comes to the same end as one that is not',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomMachine, kills, async (machine, killed) => {
          const { events: undisturbed, ...expected } = await runWithKills(machine, new MemoryStore(), []);
          const { events, ...actual } = await runWithKills(machine, new MemoryStore(), killed);
          expect(actual).toEqual(expected);
          expect(['SUCCEEDED', 'FAILED']).toContain(actual.status);
          expect(historyFaults(undisturbed)).toEqual([]);
          expect(historyFaults(events)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
    PATIENCE,
  );

  it(
    'writes the very same history where only one order is possible',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomSequence, kills, async (machine, killed) => {
          const summary = ({ events }: Awaited<ReturnType<typeof runWithKills>>) =>
            events.map(({ id, previousEventId, type }) => [id, previousEventId, type]);
          const expected = await runWithKills(machine, new MemoryStore(), []);
          expect(summary(await runWithKills(machine, new MemoryStore(), killed))).toEqual(summary(expected));
        }),
        { numRuns: 20 },
      );
    },
    PATIENCE,
  );

  it(
    'does so on disk too',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomMachine, kills, async (machine, killed) => {
          const { events: _undisturbed, ...expected } = await runWithKills(machine, new MemoryStore(), []);
          const { events, ...actual } = await runWithKills(machine, new SqliteStore(':memory:'), killed);
          expect(actual).toEqual(expected);
          expect(historyFaults(events)).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
    PATIENCE,
  );

  it(
    'takes the same steps in the same order every time',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomMachine, async (machine) => {
          const once = await runWithKills(machine, new MemoryStore(), []);
          expect(await runWithKills(machine, new MemoryStore(), [])).toEqual(once);
        }),
        { numRuns: 20 },
      );
    },
    PATIENCE,
  );
});
