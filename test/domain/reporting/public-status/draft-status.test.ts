import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { PeoplePolicy } from '../../../../lambdas/domain/policy/policy.ts';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { severities, symptoms } from '../../../../lambdas/domain/records/severity.ts';
import { draftStatus } from '../../../../lambdas/domain/reporting/public-status/draft-status.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { aPublicRelease, aPublicStatus } from '../../../support/builders/public-status/a-public-status.ts';
import {
  sampleApproval,
  sampleRecord,
  sampleStages,
} from '../../../support/builders/samples/sample-incident.ts';

const people: PeoplePolicy = {
  ...aPolicy().people,
  publicStatus: {
    services: [{ service: 'checkout', environment: 'production', name: 'The shop' }],
    pages: [{ id: 'site', page: 'static', to: 'acme', title: 'Status', components: {}, notify: true }],
  },
};

function drafted(
  record: RecordedFacts,
  {
    known = null,
    given = people,
  }: { known?: ReturnType<typeof aPublicStatus> | null; given?: PeoplePolicy } = {},
) {
  const timeline = projectTimeline(record, [sampleApproval('approved')], evidenceKinds);
  return draftStatus(record, timeline, { people: given, known });
}

const withIncident = (
  record: RecordedFacts,
  overrides: Partial<RecordedFacts['incident']>,
): RecordedFacts => ({
  ...record,
  incident: { ...record.incident, ...overrides } as RecordedFacts['incident'],
});

describe('the draft for the public', () => {
  it('says what fails, since when, and that it is over with how long it took', () => {
    expect(drafted(sampleRecord('closed')).draft).toMatchObject({
      state: 'resolved',
      title: expect.stringMatching(/^The shop: /),
      text: 'The shop has been working as usual again since 23 Nov 02:08 UTC. The incident began at 23 Nov 02:01 UTC and lasted 7 min 4 s.',
      startedAt: '2026-11-23T02:01:00.000Z',
    });
  });

  it('is investigating without a cause on record, identified with one, and monitoring while what was done is watched', () => {
    const states = sampleStages.map((stage) => [stage, drafted(sampleRecord(stage)).draft?.state]);
    expect(Object.fromEntries(states)).toEqual({
      triaging: 'investigating',
      'awaiting-approval': 'identified',
      verifying: 'monitoring',
      'handed-over': 'identified',
      closed: 'resolved',
    });
    const triaged = sampleRecord('awaiting-approval');
    const { assessment } = triaged.incident;
    if (assessment === null) throw new Error('The sample is assessed');
    const blamed = withIncident(triaged, { assessment: { ...assessment, culprit: 'chg_1' } });
    const unblamed = withIncident(triaged, { assessment: { ...assessment, culprit: null } });
    expect(drafted(blamed).draft?.state).toBe('identified');
    expect(drafted(unblamed).draft?.state).toBe('investigating');
  });

  it('takes what was undone again for nothing done', () => {
    const record = sampleRecord('verifying');
    expect(drafted(record).draft?.state).toBe('monitoring');
    const undone = record.steps.map((step) => ({
      ...step,
      undo: { at: '2026-11-23T02:09:00.000Z', outcome: 'undone' as const, text: '' },
    }));
    expect(drafted({ ...record, steps: undone }).draft?.state).not.toBe('monitoring');
  });

  it('says when the newest change was made that still stands', () => {
    const record = sampleRecord('verifying');
    const [step] = record.steps;
    if (step === undefined) throw new Error('The sample has a step');
    const undone = {
      ...step,
      index: step.index + 1,
      result: { at: '2026-11-23T02:40:00.000Z', outcome: 'done' as const, text: '', postState: null },
      undo: { at: '2026-11-23T02:45:00.000Z', outcome: 'undone' as const, text: '' },
    };
    const { draft } = drafted({ ...record, steps: [step, undone] });
    expect(draft).toMatchObject({ state: 'monitoring', text: drafted(record).draft?.text });
  });

  it('holds no internal word, whatever the record holds', () => {
    const word = fc.stringMatching(/^zz[a-z]{6,12}$/);
    fc.assert(
      fc.property(
        word,
        fc.constantFrom(...sampleStages),
        fc.constantFrom(...severities),
        fc.constantFrom(...symptoms),
        (secret, stage, severity, symptom) => {
          const record = JSON.parse(
            JSON.stringify(sampleRecord(stage)).replaceAll(
              /"(title|text|description|reason|name|summary|diagnosis|impact)":"[^"]*"/g,
              `"$1":"${secret}"`,
            ),
          );
          const { draft } = drafted(withIncident(record, { severity, symptom, title: secret }));
          expect(draft).not.toBeNull();
          expect(JSON.stringify(draft)).not.toContain(secret);
          expect(draft?.text).not.toMatch(/checkout|production|SEV|inc_|acme/);
        },
      ),
    );
  });

  it.each([
    ['a security-sensitive incident', withIncident(sampleRecord('closed'), { sensitive: true }), people],
    ['another environment', withIncident(sampleRecord('closed'), { environment: 'staging' }), people],
    ['a service without a public name', withIncident(sampleRecord('closed'), { service: 'ledger' }), people],
    ['an installation without status pages', sampleRecord('closed'), aPolicy().people],
  ])('is none, and nothing may be released, of %s', (_, record, given) => {
    expect(drafted(record, { given })).toEqual({ draft: null, base: null, why: expect.any(String) });
  });

  it('is none of an incident that nobody attended to; a person may still say how it is', () => {
    const left = withIncident(sampleRecord('closed'), { outcome: 'unattended' } as never);
    expect(drafted(left)).toMatchObject({ draft: null, base: { name: 'The shop' } });
  });

  it('is none while it would say what was released last, and the same one whenever it is looked at', () => {
    const { draft } = drafted(sampleRecord('verifying'));
    if (draft === null) throw new Error('There is a draft');
    expect(drafted(sampleRecord('verifying')).draft?.id).toBe(draft.id);
    const { state, impact, title, text } = draft;
    const known = aPublicStatus({ releases: [aPublicRelease({ state, impact, title, text })] });
    expect(drafted(sampleRecord('verifying'), { known }).draft).toBeNull();
    expect(drafted(sampleRecord('closed'), { known }).draft?.state).toBe('resolved');
  });
});
