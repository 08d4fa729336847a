import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { lastToldOf } from '../../../../lambdas/domain/correlation/last-told.ts';
import type { IncidentAlert } from '../../../../lambdas/domain/records/alert.ts';
import type { Approval } from '../../../../lambdas/domain/records/approval/approval.ts';
import type { Incident } from '../../../../lambdas/domain/records/incident.ts';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aTimelineEntry } from '../../../support/builders/records.ts';
import {
  sampleApproval,
  sampleRecord,
  sampleStages,
} from '../../../support/builders/samples/sample-incident.ts';

const closedRecord = sampleRecord('closed');
const approvals = [sampleApproval('approved')];

describe('the timeline', () => {
  it('tells the whole way in order', () => {
    expect(projectTimeline(closedRecord, approvals, evidenceKinds).map(({ kind }) => kind)).toEqual([
      'alert.seen',
      'alert.resolved',
      'incident.opened',
      'incident.declared',
      'evidence.gathered',
      'evidence.gathered',
      'evidence.gathered',
      'evidence.gathered',
      'incident.assessed',
      'suspects.ranked',
      'plan.made',
      'step.guarded',
      'approval.requested',
      'approval.decided',
      'step.started',
      'debt.recorded',
      'step.done',
      'step.settled',
      'step.verified',
      'incident.closed',
      'postmortem.written',
    ]);
  });

  it('closes when it was closed, although what stayed was taken back later', () => {
    const { incident, debts } = closedRecord;
    const expiry = {
      at: '2026-11-23T09:00:00.000Z',
      outcome: 'undone' as const,
      text: 'it was taken back',
      calls: [{ at: '2026-11-23T09:00:00.000Z', command: 'aws lambda update-alias', fault: null }],
    };
    const projected = projectTimeline(
      {
        ...closedRecord,
        debts: debts.map((debt) => ({
          ...debt,
          expiry,
          status: 'restored',
          closedAt: expiry.at,
          closedBy: 'firebreak:expire-action',
        })),
      },
      approvals,
      evidenceKinds,
    );
    expect(projected.find(({ kind }) => kind === 'incident.closed')?.at).toBe(
      incident.status === 'closed' ? incident.closedAt : '',
    );
    expect(projected.slice(-3).map(({ kind }) => kind)).toEqual(['step.call', 'debt.ended', 'debt.closed']);
  });

  it('keeps the order of what happened when the clock of a later machine is behind', () => {
    const incident = closedRecord.incident as Extract<Incident, { status: 'closed' }>;
    const behind = '2026-11-22T23:59:00.000Z';
    const [approval] = approvals;
    const projected = projectTimeline(
      { ...closedRecord, incident: { ...incident, declaredAt: behind, closedAt: behind } },
      [{ ...(approval as Approval), decidedAt: behind }],
      evidenceKinds,
    );
    const kinds = projected.map(({ kind }) => kind);
    const inOrder = ['incident.opened', 'incident.declared', 'approval.requested', 'approval.decided'];
    for (const [before, after] of pairs([...inOrder, 'step.started', 'step.verified', 'incident.closed'])) {
      expect([before, after, kinds.indexOf(before) < kinds.indexOf(after)]).toEqual([before, after, true]);
    }
    const times = projected.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
  });

  it('tells that an alert has no data any more, when its sender said so', () => {
    const [known] = closedRecord.alerts;
    if (known === undefined) throw new Error('the sample has an alert');
    const stateSaidAt = '2026-11-23T02:03:00.000Z';
    const lost: IncidentAlert = {
      ...known,
      alert: { ...known.alert, status: 'no-data', endsAt: null },
      lastSeenAt: '2026-11-23T02:09:00.000Z',
      lastTold: { ...lastToldOf(known), state: 'no-data', stateSaidAt },
    };
    const kinds = projectTimeline({ ...closedRecord, alerts: [lost] }, [], evidenceKinds)
      .filter(({ kind }) => kind.startsWith('alert.'))
      .map(({ kind, at }) => [kind, at]);
    expect(kinds).toEqual([
      ['alert.seen', known.firstSeenAt],
      ['alert.no-data', stateSaidAt],
    ]);
  });

  it('names who did it', () => {
    const actors = new Map(
      projectTimeline(closedRecord, approvals, evidenceKinds).map(({ kind, actor }) => [kind, actor]),
    );
    expect(actors.get('alert.seen')).toBe('source:alertmanager');
    expect(actors.get('approval.decided')).toBe('person:alice');
    expect(actors.get('step.done')).toBe('firebreak:take-action');
  });

  it.each([
    ['void', 'approval.void'],
    ['expired', 'approval.expired'],
    ['rejected', 'approval.decided'],
  ] as const)('tells how an approval ended: %s', (state, kind) => {
    expect(
      projectTimeline(closedRecord, [sampleApproval(state)], evidenceKinds).map((entry) => entry.kind),
    ).toContain(kind);
  });

  it('shows each call of a step and of its undo between its start and its result, with what AWS answered', () => {
    const at = '2026-11-23T02:04:03.000Z';
    const calls = [
      { at, command: 'aws lambda update-alias', fault: 'PreconditionFailedException' },
      { at, command: 'aws lambda update-alias', fault: null },
    ];
    const steps = closedRecord.steps.map((step) => ({
      ...step,
      result: step.result && { ...step.result, calls },
      undo: {
        at: '2026-11-23T02:05:00.000Z',
        outcome: 'undone' as const,
        text: 'Back',
        calls: [calls[1] as (typeof calls)[number]],
      },
    }));
    const projected = projectTimeline({ ...closedRecord, steps }, approvals, evidenceKinds);
    const logged = projected.filter(({ kind }) => kind === 'step.call');
    expect(logged.map(({ text, actor }) => [text, actor])).toEqual([
      ['aws lambda update-alias → PreconditionFailedException', 'firebreak:take-action'],
      ['aws lambda update-alias', 'firebreak:take-action'],
      ['aws lambda update-alias', 'firebreak:undo-action'],
    ]);
    const kinds = projected.map(({ kind }) => kind);
    expect(kinds.indexOf('step.call')).toBeGreaterThan(kinds.indexOf('step.started'));
    expect(new Set(projected.map(({ id }) => id)).size).toBe(projected.length);
  });

  it('does not depend on the order in which facts are read', () => {
    const reversed: RecordedFacts = {
      ...closedRecord,
      alerts: closedRecord.alerts.toReversed(),
      evidence: closedRecord.evidence.toReversed(),
      steps: closedRecord.steps.toReversed(),
    };
    const entries = ['c', 'a', 'b'].map((id) => aTimelineEntry({ id }));
    expect(projectTimeline({ ...reversed, entries }, approvals, evidenceKinds)).toEqual(
      projectTimeline({ ...closedRecord, entries: entries.toReversed() }, approvals, evidenceKinds),
    );
  });

  it('shows a stored entry that a fact also tells once', () => {
    const record = sampleRecord('handed-over');
    const projected = projectTimeline(record, [], evidenceKinds);
    const stored = projected.filter(({ kind }) => kind === 'incident.handed-over');
    expect(stored).toHaveLength(1);
    expect(projectTimeline({ ...record, entries: stored }, [], evidenceKinds)).toEqual(projected);
  });

  it('only grows while an incident goes its way', () => {
    const way = sampleStages.filter((stage) => stage !== 'handed-over');
    const firing = way.map((stage) => {
      const record = sampleRecord(stage);
      const alerts = record.alerts.map((each) => ({
        ...each,
        alert: { ...each.alert, status: 'firing' as const },
      }));
      const isAsked = stage !== 'triaging';
      const state = stage === 'awaiting-approval' ? 'pending' : 'approved';
      return projectTimeline({ ...record, alerts }, isAsked ? [sampleApproval(state)] : [], evidenceKinds);
    });
    for (const [index, later] of firing.entries()) {
      const earlier = firing[index - 1] ?? [];
      expect(later).toEqual(expect.arrayContaining([...earlier]));
      expect(later.length).toBeGreaterThan(earlier.length);
    }
  });

  it('keeps every stored entry, in the order of time', () => {
    const time = fc
      .integer({ min: 0, max: 100 })
      .map((minute) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString());
    const entry = fc.record({ id: fc.uuid(), at: time }).map(aTimelineEntry);
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id }), (entries) => {
        const timeline = projectTimeline({ ...closedRecord, entries }, approvals, evidenceKinds);
        const times = timeline.map(({ at }) => at);
        expect(times).toEqual(times.toSorted());
        for (const { id } of entries) expect(timeline.some((each) => each.id === id)).toBe(true);
        expect(new Set(timeline.map(({ id }) => id)).size).toBe(timeline.length);
      }),
    );
  });
});

function pairs(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.slice(1).map((name, index) => [names[index] ?? '', name]);
}
