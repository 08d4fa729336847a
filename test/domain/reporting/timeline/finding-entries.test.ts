import { describe, expect, it } from '@jest/globals';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { proposeFollowUps } from '../../../../lambdas/domain/reporting/follow-ups/propose-follow-ups.ts';
import { awaited, standing } from '../../../../lambdas/domain/reporting/status-updates/standing.ts';
import { inCausalTime } from '../../../../lambdas/domain/reporting/timeline/causal-time.ts';
import { newestOf } from '../../../../lambdas/domain/reporting/timeline/finding-entries.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { incidentTimes } from '../../../../lambdas/domain/reporting/times/incident-times.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aPostmortem } from '../../../support/builders/a-postmortem.ts';
import { aService } from '../../../support/builders/builders.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { aTimelineEntry } from '../../../support/builders/records.ts';
import {
  type SampleStage,
  sampleNow,
  sampleRecord,
} from '../../../support/builders/samples/sample-incident.ts';

/** Its plan is the second: one that was made before its evidence was read was set aside. */
function recordOf(stage: SampleStage): RecordedFacts {
  const record = sampleRecord(stage);
  const at = '2026-11-23T02:02:12.000Z';
  const earlierPlans = [{ hash: null, madeAt: at, setAsideAt: at, by: 'person:ana', rejected: [] }];
  return { ...record, incident: { ...record.incident, earlierPlans } };
}

const timelineOf = (stage: SampleStage) => projectTimeline(recordOf(stage), [], evidenceKinds);

describe('after a second plan', () => {
  it('the newest of an entry is the last of its name, and another with a longer name is not taken for it', () => {
    const timeline = [
      'plan.made',
      'plan.made:1',
      'plan.made:2',
      'plan.made:x',
      'alert.seen:a:b',
      'alert.seen:a:b:1',
    ].map((id) => aTimelineEntry({ id }));
    expect(newestOf(timeline, 'plan.made')?.id).toBe('plan.made:2');
    expect(newestOf(timeline, 'alert.seen:a:b')?.id).toBe('alert.seen:a:b');
    expect(newestOf(timeline, 'suspects.ranked')).toBeUndefined();
  });

  it('a postmortem says as much of what was found as after the first', () => {
    const texts = (record: Parameters<typeof aPostmortem>[0]) =>
      aPostmortem(record).sections.flatMap(({ id, statements }) => statements.map(({ text }) => [id, text]));
    expect(texts(recordOf('closed'))).toEqual(texts(sampleRecord('closed')));
  });

  it('follow-ups rest on the suspects that were ranked for it', () => {
    const timeline = timelineOf('closed');
    const policy = aPolicy({ services: [aService()] });
    const found = proposeFollowUps({ record: recordOf('closed'), timeline, policy });
    expect(found.find(({ type }) => type === 'investigation')?.entries).toEqual(['suspects.ranked:1']);
  });

  it('status updates say how it stands, resting on what was found for it', () => {
    const record = recordOf('verifying');
    const input = { record, approvals: [], timeline: timelineOf('verifying'), now: sampleNow.toISOString() };
    expect(standing(input).flatMap(({ entries }) => entries)).toEqual(
      expect.arrayContaining(['incident.assessed:1', 'evidence.gathered:blast-radius:1']),
    );
    const waiting = { ...record.incident, status: 'responding' as const };
    expect(awaited({ ...input, record: { ...record, incident: waiting } })).toMatchObject([
      { entries: expect.arrayContaining(['plan.made:1']) },
    ]);
  });

  it('its start is known by the metrics that were read for it', () => {
    const { moments } = incidentTimes(recordOf('closed'), timelineOf('closed'));
    expect(moments.started).toMatchObject({ entry: 'evidence.gathered:metrics:1' });
  });

  it('each step follows from the plan that it belongs to, whatever the clocks said', () => {
    const plan = (id: string, at: string, firstStep?: number) =>
      aTimelineEntry({ id, kind: 'plan.made', at, data: firstStep === undefined ? {} : { firstStep } });
    const started = (step: number, at: string) =>
      aTimelineEntry({ id: `step.started:${step}`, kind: 'step.started', at, data: { step } });
    const at = (minute: number) => `2026-11-23T02:${minute}:00.000Z`;
    const entries = inCausalTime([
      plan('plan.made', at(10)),
      started(0, at(11)),
      plan('plan.made:1', at(20), 1),
      started(1, at(19)),
    ]);
    expect(entries.map((each) => each.at)).toEqual([at(10), at(11), at(20), at(20)]);
  });
});
