import { describe, expect, it } from '@jest/globals';
import { manualHelp } from '../../../lambdas/domain/reporting/manual-help.ts';
import { anAssessment, aPlan } from '../../support/builders/builders.ts';
import { aStep, aStepRecord } from '../../support/builders/records.ts';

const command = 'aws lambda update-alias --name live';
const blamed = anAssessment({
  culprit: 'change-57',
  plan: aPlan([aStep({ changeId: 'change-57' })]),
  advice: ['Compare the versions.'],
  manualCommands: [command],
});
const result = { at: '2026-11-23T02:04:04.000Z', outcome: 'done', text: 'moved', postState: {} } as const;

describe('what a person can do by hand', () => {
  it('is the command while nobody has tried it, and not after', () => {
    expect(manualHelp(blamed, [aStepRecord()])).toEqual({
      advice: ['Compare the versions.'],
      commands: [command],
      note: null,
    });
    expect(manualHelp(blamed, [aStepRecord({ result })]).commands).toEqual([]);
  });

  it('is said to be unknown where no command is', () => {
    expect(manualHelp({ ...blamed, manualCommands: [] }, []).note).not.toBeNull();
    const nothing = anAssessment({ plan: aPlan([]), culprit: null, manualCommands: [] });
    expect(manualHelp(nothing, []).note).not.toBeNull();
  });

  it('is nothing for calm metrics, and nothing is made up for records from before', () => {
    const calm = anAssessment({
      plan: aPlan([]),
      culprit: null,
      manualCommands: [],
      explanation: { kind: 'noise', text: 'Looks like noise' },
    });
    expect(manualHelp(calm, []).note).toBeNull();
    const before = anAssessment({ culprit: 'change-57', plan: blamed.plan });
    expect(manualHelp(before, [])).toMatchObject({ commands: [], note: null });
  });
});
