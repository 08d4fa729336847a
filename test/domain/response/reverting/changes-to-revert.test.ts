import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StepRecord } from '../../../../lambdas/domain/records/step-record.ts';
import {
  changesToRevert,
  nextToRevert,
  whatStays,
} from '../../../../lambdas/domain/response/reverting/changes-to-revert.ts';
import { anAssessment, aPlan } from '../../../support/builders/builders.ts';
import { aDebt, anIncident, aStep, aStepRecord } from '../../../support/builders/records.ts';

type World = Readonly<Record<string, number>>;

const minute = (index: number) => new Date(Date.UTC(2026, 10, 23, 2, index)).toISOString();

function incidentOf(resources: readonly string[]) {
  const steps = resources.map((resource, index) => aStep({ index, resource, action: `set-${resource}` }));
  return anIncident({ assessment: anAssessment({ plan: aPlan(steps) }) });
}

const done = (index: number, overrides: Partial<StepRecord> = {}): StepRecord =>
  aStepRecord({
    index,
    result: { at: minute(index), outcome: 'done', text: 'set', postState: {} },
    verification: { at: minute(30), verdict: { state: 'no-better', reason: 'still bad', readings: [] } },
    ...overrides,
  });

const undone = (outcome: 'undone' | 'changed-since') => ({ at: minute(50), outcome, text: outcome });

/** Reverts as the workflow does, one after the other, each only if nobody touched it since. */
function revertAll(world: World, resources: readonly string[], records: readonly StepRecord[]) {
  const incident = incidentOf(resources);
  let steps = records;
  let now = world;
  for (let turns = 0; ; turns += 1) {
    if (turns > records.length) throw new Error('It does not end');
    const next = nextToRevert(changesToRevert({ incident, steps, debts: [] }));
    if (next === null) return { world: now, left: changesToRevert({ incident, steps, debts: [] }) };
    const { lock, result } = steps.find(({ index }) => index === next.index) ?? aStepRecord();
    const isUntouched = now[next.resource] === result?.postState?.['value'];
    if (isUntouched) now = { ...now, [next.resource]: Number(lock?.preState['value']) };
    const undo = undone(isUntouched ? 'undone' : 'changed-since');
    steps = steps.map((each) => (each.index === next.index ? { ...each, undo } : each));
  }
}

/** Steps that each set a value, on few resources, so that some resources are changed more than once. */
const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 9 })), {
  maxLength: 10,
});

function applyAll(start: World, made: readonly (readonly [resource: string, value: number])[]) {
  let world = start;
  const records = made.map(([resource, value], index) => {
    const preState = { value: world[resource] };
    world = { ...world, [resource]: value };
    const lock = {
      at: minute(index),
      authority: { kind: 'policy', approvalId: null, by: [] },
      fencingToken: 1,
      preState,
      undoReadiness: null,
    } as const;
    const result = { at: minute(index), outcome: 'done', text: 'set', postState: { value } } as const;
    return done(index, { lock, result });
  });
  return { world, records };
}

describe('reverting what failed steps changed', () => {
  it('restores the world exactly, in whatever order the record lists the steps', () => {
    fc.assert(
      fc.property(changes, fc.boolean(), (made, isTurned) => {
        const start = { a: 0, b: 0, c: 0 };
        const { world, records } = applyAll(start, made);
        const resources = made.map(([resource]) => resource);
        const listed = isTurned ? records.toReversed() : records;
        const reverted = revertAll(world, resources, listed);
        expect(reverted.world).toEqual(start);
        expect(reverted.left).toEqual([]);
      }),
    );
  });

  it('leaves what somebody changed since, restores the rest, and says what stays', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom('a', 'b', 'c'), (made, touched) => {
        const start = { a: 0, b: 0, c: 0 };
        const { world, records } = applyAll(start, made);
        const resources = made.map(([resource]) => resource);
        const reverted = revertAll({ ...world, [touched]: 77 }, resources, records);
        expect(reverted.world).toEqual({ ...start, [touched]: 77 });
        expect(reverted.left.map(({ step }) => step.resource)).toEqual(
          resources.filter((resource) => resource === touched).toReversed(),
        );
      }),
    );
  });

  const first = (overrides: Partial<StepRecord>, debts = [aDebt()]) =>
    changesToRevert({ incident: incidentOf(['a']), steps: [done(0, overrides)], debts });

  it.each<[string, Partial<StepRecord>]>([
    ['was never done', { result: null }],
    ['was stopped', { result: { at: minute(0), outcome: 'stopped', text: '', postState: null } }],
    ['is undone', { undo: undone('undone') }],
    [
      'helped',
      { verification: { at: minute(9), verdict: { state: 'recovered', reason: 'good', readings: [] } } },
    ],
  ])('has nothing to revert of a step that %s', (_, overrides) => {
    expect(first(overrides)).toEqual([]);
  });

  it.each(['restored', 'accepted'] as const)('leaves what a person %s', (status) => {
    expect(first({}, [aDebt({ status })])).toEqual([]);
  });

  it('tries nothing whose outcome is not known, and lists it', () => {
    const result = { at: minute(0), outcome: 'unknown', text: 'no answer came', postState: null } as const;
    const found = first({ result });
    expect(nextToRevert(found)).toBeNull();
    expect(whatStays(found)).toEqual([expect.stringContaining('no answer came')]);
  });

  it('tries nothing that cannot be undone, and lists it with the reason', () => {
    const plan = aPlan([aStep({ risk: 'irreversible', undo: 'Restarted tasks stay restarted' })]);
    const incident = anIncident({ assessment: anAssessment({ plan }) });
    const found = changesToRevert({ incident, steps: [done(0)], debts: [] });
    expect(nextToRevert(found)).toBeNull();
    expect(whatStays(found)).toEqual([expect.stringContaining('stay restarted')]);
  });
});
