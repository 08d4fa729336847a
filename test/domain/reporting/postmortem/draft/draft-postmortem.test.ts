import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedFacts } from '../../../../../lambdas/domain/records/recorded-facts.ts';
import type { RecoveryState } from '../../../../../lambdas/domain/records/recovery.ts';
import {
  postmortemSchema,
  type SectionId,
} from '../../../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import { aPostmortem, citing } from '../../../../support/builders/a-postmortem.ts';
import { withoutLogs } from '../../../../support/builders/samples/sample-evidence.ts';
import { sampleRecord } from '../../../../support/builders/samples/sample-incident.ts';

const closed = sampleRecord('closed');
const statementsOf = (record: RecordedFacts, id: SectionId) =>
  (aPostmortem(record).sections.find((section) => section.id === id)?.statements ?? []).map(
    ({ text }) => text,
  );

function judged(state: RecoveryState): RecordedFacts {
  const verdict = { state, reason: 'as the readings show', readings: [] };
  const steps = closed.steps.map((step) => ({
    ...step,
    verification: { at: '2026-11-23T02:08:04.000Z', verdict },
  }));
  return { ...closed, steps };
}

const withAssessment = (
  change: Partial<NonNullable<RecordedFacts['incident']['assessment']>>,
  record: RecordedFacts = closed,
): RecordedFacts => {
  const { incident } = record;
  const { assessment } = incident;
  return { ...record, incident: { ...incident, assessment: assessment && { ...assessment, ...change } } };
};

describe('the draft of a postmortem', () => {
  it('fits its published schema', () => {
    expect(() => postmortemSchema.parse(aPostmortem())).not.toThrow();
  });

  it('cites entries that are there for whatever it says, whatever is on record', () => {
    const records = fc.record({
      state: fc.constantFrom<RecoveryState>('recovered', 'worse', 'no-better', 'inconclusive'),
      hasSteps: fc.boolean(),
      hasEvidence: fc.boolean(),
      hasAlerts: fc.boolean(),
      hasDebts: fc.boolean(),
      hasAssessment: fc.boolean(),
      outcome: fc.constantFrom('recovered' as const, 'resolved-by-person' as const, 'unattended' as const),
    });
    fc.assert(
      fc.property(
        records,
        ({ state, hasSteps, hasEvidence, hasAlerts, hasDebts, hasAssessment, outcome }) => {
          const record = judged(state);
          const { incident } = record;
          const document = aPostmortem({
            ...record,
            incident: {
              ...incident,
              ...(incident.status === 'closed' ? { outcome } : {}),
              assessment: hasAssessment ? incident.assessment : null,
            } as RecordedFacts['incident'],
            steps: hasSteps ? record.steps : [],
            evidence: hasEvidence ? record.evidence : [],
            alerts: hasAlerts ? record.alerts : [],
            debts: hasDebts ? record.debts : [],
          });
          expect(citing(document).length).toBeGreaterThan(3);
          for (const { text, cites } of citing(document)) {
            expect([text, cites.length]).not.toEqual([text, 0]);
            for (const number of cites) expect(document.timeline[number - 1]).toBeDefined();
          }
        },
      ),
    );
  });

  it('names no finding as known that came after the decision', () => {
    const { decisions, timeline } = aPostmortem();
    expect(decisions.some(({ knownThen }) => knownThen.length > 0)).toBe(true);
    for (const { at, knownThen } of decisions) {
      for (const number of knownThen) expect((timeline[number - 1]?.at ?? '') <= at).toBe(true);
    }
  });

  it('says how each number of the impact was counted', () => {
    const impact = aPostmortem().sections.find(({ id }) => id === 'impact')?.statements ?? [];
    const counted = impact.filter(({ text }) => /tenants|users|Error rate/.test(text));
    expect(counted.length).toBeGreaterThan(1);
    expect(counted.every((statement) => statement.counted !== null)).toBe(true);
  });

  it('cites the measurement for how many tenants were affected', () => {
    const { sections, timeline } = aPostmortem();
    const impact = sections.find(({ id }) => id === 'impact')?.statements ?? [];
    const tenants = impact.find(({ text }) => text.includes('38 of 412 tenants'));
    const cited = tenants?.cites.map((number) => timeline[number - 1]?.id) ?? [];
    expect(cited.filter((id) => id?.includes('blast-radius'))).toHaveLength(1);
  });

  it('lists what is left to restore with its owner', () => {
    const { backports } = aPostmortem();
    expect(backports.map(({ owner }) => owner)).toEqual(closed.debts.map(({ owner }) => owner));
    expect(backports.length).toBeGreaterThan(0);
  });

  it('says that it is not known where nobody read it', () => {
    const record = withoutLogs(closed);
    expect(statementsOf(record, 'impact')).toContain('Who was affected, and how many, was not measured.');
    expect(statementsOf(record, 'factors')).toContain('Unknown: the logs could not be read.');
  });

  it('leaves the trigger open where no change is blamed, and asks for it', () => {
    const record = withAssessment({ suspects: [], culprit: null });
    expect(statementsOf(record, 'trigger')[0]).toMatch(/^Open: /);
    expect(aPostmortem(record).questions.map(({ id }) => id)).toContain('trigger');
    expect(aPostmortem().questions.map(({ id }) => id)).not.toContain('trigger');
  });

  it('does not praise an action that did not help', () => {
    expect(statementsOf(judged('recovered'), 'worked').join()).toContain('judged recovered');
    expect(statementsOf(judged('no-better'), 'worked').join()).not.toContain('judged recovered');
    expect(statementsOf(judged('no-better'), 'hard').join()).toContain('no-better');
  });

  it('shows what an action did to the metric it was to improve, before and after it', () => {
    const readings = [
      { at: '2026-11-23T02:05:00.000Z', value: 8 },
      { at: '2026-11-23T02:06:00.000Z', value: 0.4 },
    ];
    const record = judged('recovered');
    const steps = record.steps.map((step) => ({
      ...step,
      verification: step.verification && {
        ...step.verification,
        verdict: { ...step.verification.verdict, readings },
      },
    }));
    const [action] = aPostmortem({ ...record, steps }).actions;
    expect(action?.effect?.points.at(-1)?.value).toBe(0.4);
    expect(action?.effect?.points[0]?.value).toBeLessThan(1);
    expect(action?.effect?.takenAt).toBe('2026-11-23T02:04:03.000Z');
  });

  it('tells how work ended that went on after its step', () => {
    const settling = { settled: true, at: '2026-11-23T02:06:00.000Z', text: 'Put back 28; 3 are left' };
    const said = (settled: boolean) => {
      const steps = closed.steps.map((step) => ({ ...step, settling: { ...settling, settled } }));
      return aPostmortem({ ...closed, steps }).actions.flatMap(({ statements }) =>
        statements.map(({ text }) => text),
      );
    };
    expect(said(true)).toContain('Put back 28; 3 are left.');
    expect(said(false)).not.toContain('Put back 28; 3 are left.');
  });

  it('has former incidents that are alike, and none where triage found none', () => {
    const former = {
      incidentId: 'inc_1',
      title: 'x',
      openedAt: '2026-11-01T00:00:00.000Z',
      shared: ['the same alert'],
      ended: 'It recovered',
      tookSeconds: 60,
    };
    expect(aPostmortem(withAssessment({ similar: [former] })).similar).toEqual([former]);
    expect(aPostmortem().similar).toEqual([]);
  });

  it('keeps the title of a sensitive incident to itself', () => {
    const { title } = aPostmortem({ ...closed, incident: { ...closed.incident, sensitive: true } }).incident;
    expect(title).toBe('Security-sensitive incident');
  });
});
