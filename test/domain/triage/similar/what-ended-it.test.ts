import { describe, expect, it } from '@jest/globals';
import { whatEndedIt } from '../../../../lambdas/domain/triage/similar/what-ended-it.ts';
import { aClosedIncident } from '../../../support/builders/records.ts';
import { sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const sample = sampleRecord('closed');
const recovered = {
  ...sample,
  steps: sample.steps.map((step) => ({
    ...step,
    verification: {
      at: '2026-11-23T02:08:04.000Z',
      verdict: { state: 'recovered', reason: 'three good readings', readings: [] } as const,
    },
  })),
};

describe('what ended a former incident', () => {
  it('is the step that was followed by a recovery, and says no more than that', () => {
    expect(whatEndedIt(recovered)).toBe(
      'It recovered after: Point the alias live of checkout back to version 56',
    );
  });

  it('is no step that was undone', () => {
    const steps = recovered.steps.map((step) => ({
      ...step,
      undo: { at: '2026-11-23T02:09:00.000Z', outcome: 'undone', text: 'forward again' } as const,
    }));
    expect(whatEndedIt({ ...recovered, steps })).toBe('It recovered without an action of Firebreak');
  });

  it('is a person with what they said, where one resolved it', () => {
    const entry = {
      id: 'tl_1',
      at: '2026-11-23T02:08:00.000Z',
      actor: 'person:ana',
      kind: 'command.resolve',
      text: 'Resolved: the provider is back: see their page',
      data: {},
    };
    const incident = aClosedIncident({ outcome: 'resolved-by-person', closedBy: 'person:ana' });
    expect(whatEndedIt({ incident, steps: [], entries: [entry] })).toBe(
      'ana resolved it: the provider is back: see their page',
    );
  });

  it('is nobody where nobody attended to it', () => {
    const incident = aClosedIncident({ outcome: 'unattended' });
    expect(whatEndedIt({ incident, steps: [], entries: [] })).toBe(
      'It was closed because nobody attended to it',
    );
  });
});
