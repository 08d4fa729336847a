import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import type { TimelineEntry } from '../../../../lambdas/domain/records/timeline.ts';
import {
  coveredBy,
  makeStatusUpdate,
  writtenEntry,
  writtenUpdates,
} from '../../../../lambdas/domain/reporting/status-updates/status-update.ts';
import { isTold } from '../../../../lambdas/domain/reporting/status-updates/told-entries.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aTimelineEntry } from '../../../support/builders/records.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleRecord,
  sampleStages,
} from '../../../support/builders/samples/sample-incident.ts';

const at = (minute: number) =>
  new Date(Date.parse('2026-11-23T02:00:00.000Z') + minute * 60_000).toISOString();

function updateOf(record: RecordedFacts, minute: number) {
  const approvals = record.steps.length === 0 ? [] : [sampleApproval()];
  const timeline = projectTimeline(record, approvals, evidenceKinds);
  const times = { dueAt: at(minute), nextAt: at(minute + 15), since: null };
  const covered = coveredBy(writtenUpdates(record.entries));
  const update = makeStatusUpdate({ record, approvals, timeline, now: at(minute) }, times, covered);
  return { update, timeline, entry: writtenEntry(update, 'firebreak:send-update', new Date(at(minute))) };
}

const kinds = ['command.note', 'severity.raised', 'alerts.joined', 'notification.sent', 'step.call'];
const anEntry = fc
  .record({ kind: fc.constantFrom(...kinds), minute: fc.integer({ min: 0, max: 200 }), text: fc.string() })
  .map(({ kind, minute, text }) => ({ kind, at: at(minute), text }));

describe('a status update', () => {
  it('says nothing that does not rest on an entry of the timeline', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sampleStages), fc.array(anEntry, { maxLength: 40 }), (stage, more) => {
        const entries = more.map((each, index) => aTimelineEntry({ ...each, id: `e${index}` }));
        const { update, timeline } = updateOf({ ...sampleRecord(stage), entries }, 30);
        const ids = new Set(timeline.map(({ id }) => id));
        for (const statement of [...update.standing, ...update.awaited, ...update.changed]) {
          expect(statement.entries.length).toBeGreaterThan(0);
          expect(statement.entries.filter((id) => !ids.has(id))).toEqual([]);
        }
      }),
    );
  });

  it('is silent about what is not on record: without its entries nothing is said', () => {
    for (const stage of sampleStages) {
      const record = sampleRecord(stage);
      const times = { dueAt: at(5), nextAt: at(20), since: null };
      const bare = makeStatusUpdate({ record, approvals: [], timeline: [], now: at(5) }, times, new Set());
      expect([bare.standing, bare.awaited, bare.changed]).toEqual([[], [], []]);
    }
  });

  it('tells everything once, with those before and after it, also what is recorded late', () => {
    const round = fc.array(anEntry, { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 5 }), (rounds) => {
        let entries: readonly TimelineEntry[] = [];
        const told: string[] = [];
        let last: readonly TimelineEntry[] = [];
        const stages: SampleStage[] = sampleStages.slice(0, rounds.length);
        for (const [index, more] of rounds.entries()) {
          entries = [
            ...entries,
            ...more.map((each, place) => aTimelineEntry({ ...each, id: `e${index}-${place}` })),
          ];
          const { update, timeline, entry } = updateOf(
            { ...sampleRecord(stages[index] ?? 'closed'), entries },
            10 * (index + 1),
          );
          told.push(...update.changed.flatMap((line) => line.entries));
          entries = [...entries, entry];
          last = timeline;
        }
        expect(new Set(told).size).toBe(told.length);
        const missing = last.filter((entry) => isTold(entry) && !told.includes(entry.id));
        expect(missing).toEqual([]);
      }),
    );
  });

  it('names a time only where one is on record', () => {
    expect(updateOf(sampleRecord('awaiting-approval'), 4).update.awaited[0]?.text).toContain('02:32 UTC');
    expect(updateOf(sampleRecord('verifying'), 5).update.awaited[0]?.text).toContain('02:09 UTC');
    expect(updateOf(sampleRecord('handed-over'), 5).update.awaited[0]?.text).not.toMatch(/UTC/);
  });

  it('ends each sentence once, at every stage', () => {
    for (const stage of sampleStages) {
      expect(updateOf(sampleRecord(stage), 5).entry.text).not.toMatch(/\.\./);
    }
  });
});
