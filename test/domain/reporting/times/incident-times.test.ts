import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { incidentTimes } from '../../../../lambdas/domain/reporting/times/incident-times.ts';
import { momentNames } from '../../../../lambdas/domain/reporting/times/moment-names.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aClosedIncident, aTimelineEntry } from '../../../support/builders/records.ts';
import {
  sampleApproval,
  sampleRecord,
  sampleStages,
} from '../../../support/builders/samples/sample-incident.ts';

const closed = sampleRecord('closed');
const at = (time: string) => `2026-11-23T${time}.000Z`;

function timesOf(record: RecordedFacts, approvals = [sampleApproval('approved')]) {
  return incidentTimes(record, projectTimeline(record, approvals, evidenceKinds));
}

function entriesOf(record: RecordedFacts, approvals = [sampleApproval('approved')]) {
  const { moments } = timesOf(record, approvals);
  return momentNames.map((name) => [name, moments[name].at, moments[name].entry]);
}

describe('the times of an incident', () => {
  it('come each from an entry of the timeline', () => {
    expect(entriesOf(closed)).toEqual([
      ['started', at('02:01:00'), 'evidence.gathered:metrics'],
      ['detected', at('02:02:10'), 'alert.seen:alertmanager:c0ffee'],
      ['acknowledged', at('02:04:02'), `approval.decided:${sampleApproval().id}`],
      ['mitigated', at('02:08:04'), 'step.verified:0'],
      ['resolved', at('02:08:05'), 'incident.closed'],
    ]);
    expect(timesOf(closed).seconds).toEqual({ detect: 70, acknowledge: 112, mitigate: 424, resolve: 425 });
  });

  it('are not known before they were', () => {
    const { moments, seconds } = timesOf(sampleRecord('awaiting-approval'), [sampleApproval()]);
    for (const name of ['acknowledged', 'mitigated', 'resolved'] as const) {
      expect(moments[name]).toEqual({ at: null, entry: null, why: expect.any(String) });
    }
    expect(seconds).toMatchObject({ acknowledge: null, mitigate: null, resolve: null });
  });

  it('take the word of an alert where no metric shows when it began', () => {
    expect(entriesOf({ ...closed, evidence: [] })[0]).toEqual([
      'started',
      at('02:01:00'),
      'alert.seen:alertmanager:c0ffee',
    ]);
  });

  it('do not let an incident start after it was detected', () => {
    const [known] = closed.alerts;
    if (known === undefined) throw new Error('the sample has an alert');
    const ahead = { ...known, alert: { ...known.alert, startsAt: at('03:00:00') } };
    expect(timesOf({ ...closed, evidence: [], alerts: [ahead] }).moments.started.at).toBeNull();
  });

  it('count no policy as a person who answered', () => {
    const unanswered = { ...sampleApproval('approved'), decidedBy: null };
    expect(timesOf(closed, [unanswered]).moments.acknowledged.at).toBeNull();
  });

  it('take a note of a person as an answer', () => {
    const note = aTimelineEntry({ id: 'n', kind: 'command.note', actor: 'person:ana', at: at('02:03:00') });
    expect(timesOf({ ...closed, entries: [note] }).moments.acknowledged).toMatchObject({ entry: 'n' });
  });

  it('do not say that what nobody attended to was resolved or mitigated', () => {
    const incident = aClosedIncident({ outcome: 'unattended' });
    const [alert] = sampleRecord('triaging').alerts;
    if (alert === undefined) throw new Error('the sample has an alert');
    const { moments } = timesOf({ ...closed, incident, steps: [], alerts: [alert] }, []);
    expect([moments.mitigated.at, moments.resolved.at]).toEqual([null, null]);
  });

  it('rest on entries of the timeline at every stage, and never run backwards', () => {
    const clock = fc
      .integer({ min: 0, max: 3600 })
      .map((s) => new Date(Date.parse(at('02:00:00')) + s * 1000));
    fc.assert(
      fc.property(fc.constantFrom(...sampleStages), clock, clock, (stage, startsAt, noteAt) => {
        const record = sampleRecord(stage);
        const alerts = record.alerts.map((each) => ({
          ...each,
          alert: { ...each.alert, startsAt: startsAt.toISOString() },
        }));
        const note = aTimelineEntry({
          id: 'n',
          kind: 'command.note',
          actor: 'person:ana',
          at: noteAt.toISOString(),
        });
        const facts = { ...record, alerts, evidence: [], entries: [note] };
        const timeline = projectTimeline(facts, [], evidenceKinds);
        const { moments, seconds } = incidentTimes(facts, timeline);
        const ids = timeline.map(({ id }) => id);
        for (const { entry } of Object.values(moments)) if (entry !== null) expect(ids).toContain(entry);
        for (const each of Object.values(seconds)) expect(each ?? 0).toBeGreaterThanOrEqual(0);
        const { started, detected } = moments;
        expect((started.at ?? '') <= (detected.at ?? '')).toBe(true);
      }),
    );
  });
});
