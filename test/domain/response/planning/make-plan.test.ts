import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { actions } from '../../../../lambdas/actions/index.ts';
import { InvalidInputError } from '../../../../lambdas/domain/errors.ts';
import type { CompiledRunbook } from '../../../../lambdas/domain/policy/policy.ts';
import { changeKinds } from '../../../../lambdas/domain/records/evidence.ts';
import { symptoms } from '../../../../lambdas/domain/records/severity.ts';
import { makePlan, mostSteps } from '../../../../lambdas/domain/response/planning/make-plan.ts';
import { planHash } from '../../../../lambdas/domain/response/planning/plan-hash.ts';
import type { PlanningInput } from '../../../../lambdas/domain/response/planning/planning-input.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { lambdaAlias } from '../../../../lambdas/resources/lambda-alias.ts';
import {
  aChange,
  anAction,
  aReading,
  aService,
  aVerdict,
  metricsEvidence,
  shippedPolicy,
} from '../../../support/builders/builders.ts';
import { aStep } from '../../../support/builders/records.ts';
import { aResource, newPricingFlag } from '../../../support/builders/resources.ts';

let runbooks: readonly CompiledRunbook[] = [];
beforeAll(async () => {
  ({ runbooks } = await shippedPolicy());
});

const culprit = { change: aChange(), score: 0.99 };
const plan = (overrides: Partial<PlanningInput> = {}) =>
  makePlan({
    runbooks,
    actions,
    service: aService(),
    protected: [],
    verdict: aVerdict(),
    evidence: [metricsEvidence()],
    evidenceKinds,
    culprit,
    explanation: null,
    ...overrides,
  });

it('leaves out what policy protects from every action', () => {
  const key = plan().plan.steps[0]?.resource ?? '';
  expect(key).not.toBe('');
  const never = { resource: key, rule: 'never', reason: 'it moves money' } as const;
  const { plan: made, leftOut } = plan({ protected: [never] });
  expect(made.steps.map(({ resource }) => resource)).not.toContain(key);
  expect(leftOut.join()).toContain('it moves money');
  expect(plan({ protected: [{ ...never, rule: 'ask' }] }).plan.steps[0]?.resource).toBe(key);
});

function aRunbook(
  steps: CompiledRunbook['steps'],
  overrides: Partial<CompiledRunbook> = {},
): CompiledRunbook {
  return {
    id: 'x',
    title: 'X',
    symptoms: ['availability'],
    advice: ['Look'],
    place: 'runbooks/x.yaml:1',
    steps,
    ...overrides,
  };
}
const runbookStep = {
  action: 'roll-back-lambda-alias',
  target: 'suspect',
  reason: 'Because',
  expectation: {},
  place: 'runbooks/x.yaml:5',
} as const;

const rollBack = [aRunbook([runbookStep])];
const supersededFlagChange = aChange({
  kind: 'flag-change',
  resource: newPricingFlag,
  before: 'off',
  after: 'on',
  superseded: true,
});

const paymentsAlias = aResource(lambdaAlias, { functionName: 'payments', alias: 'live' });

const currentValueOnly = {
  unit: 'percent',
  periodSeconds: 60,
  json: { url: 'https://shop.example/api/metrics', value: 'errors' },
} as const;

describe('a plan', () => {
  it('rolls the suspect deployment back, with the contract of the action', () => {
    const action = actions.find(({ kind }) => kind === 'roll-back-lambda-alias');
    const params = { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' };
    expect(plan().plan.steps).toEqual([
      {
        index: 0,
        phase: 'stabilize',
        action: 'roll-back-lambda-alias',
        params,
        resource: 'lambda-alias:checkout:live',
        risk: 'reversible',
        summary: action?.summary(params),
        changeId: culprit.change.id,
        reason: expect.any(String),
        undo: action?.undoSummary?.(params),
        expectation: action?.expects,
        guardMetrics: action?.guardMetrics,
        runbook: 'runbooks/bad-deploy.yaml:8',
      },
    ]);
  });

  it('switches the suspect flag off', () => {
    const change = aChange({
      kind: 'flag-change',
      resource: newPricingFlag,
      before: 'off',
      after: 'on',
    });
    expect(plan({ culprit: { change, score: 0.9 } }).plan.steps.map(({ action }) => action)).toEqual([
      'switch-off-appconfig-flag',
    ]);
  });

  it('expects slowness to go back towards its own baseline', () => {
    const service = aService();
    const reading = aReading({
      name: 'latencyP99',
      unit: 'milliseconds',
      baseline: { median: 420, deviation: 9, samples: 60 },
    });
    const verdict = aVerdict({ symptom: 'performance' });
    const [step] = plan({ service, verdict, evidence: [metricsEvidence([reading])] }).plan.steps;
    expect(step?.expectation).toMatchObject({
      metric: 'latencyP99',
      comparison: 'below',
      threshold: 630,
      goodReadings: 3,
    });
    expect(plan({ service, verdict }).plan.steps).toEqual([]);
  });

  it('expects no less than what is usual, however near zero the baseline is', () => {
    const verdict = aVerdict({ symptom: 'data-corruption' });
    const thresholdAt = (median: number, deviation: number) => {
      const reading = aReading({ baseline: { median, deviation, samples: 60 } });
      return plan({ verdict, evidence: [metricsEvidence([reading])] }).plan.steps[0]?.expectation;
    };
    expect(thresholdAt(0, 0)).toMatchObject({ metric: 'errorRate', comparison: 'below', threshold: 1 });
    expect(thresholdAt(0.4, 0.9)).toMatchObject({ threshold: 4 });
    expect(thresholdAt(3, 0.2)).toMatchObject({ threshold: 6 });
  });

  it.each([
    ['nobody is blamed', { culprit: null }, 'bad-deploy'],
    [
      'the action does not revert such a change',
      { culprit: { change: aChange({ kind: 'ecs-deployment' }), score: 1 }, runbooks: rollBack },
      'it does not revert',
    ],
    [
      'the suspect change was made to another kind of resource',
      { culprit: { change: aChange({ resource: newPricingFlag }), score: 1 }, runbooks: rollBack },
      'it does not work on appconfig-flag:',
    ],
    [
      'the suspect change was made to what another service owns',
      { culprit: { change: aChange({ resource: paymentsAlias, service: 'payments' }), score: 1 } },
      'is not a resource of checkout',
    ],
    [
      'another change is in effect in place of the suspect one',
      { culprit: { change: supersededFlagChange, score: 1 } },
      'is not why the flag new-pricing is on now',
    ],
    [
      'the service has no such resource',
      { runbooks: [aRunbook([{ ...runbookStep, target: { kind: 'lambda-alias', name: 'search' } }])] },
      'checkout has no lambda-alias search',
    ],
    ['the service is unknown', { service: null }, 'policy does not know the service'],
    ['its success could not be verified', { service: aService({ metrics: {} }) }, 'has no metric errorRate'],
    [
      'a current value alone would verify it',
      { service: aService({ metrics: { errorRate: currentValueOnly } }) },
      'only the current value of errorRate can be read',
    ],
    ['no action is registered', { actions: [] }, 'no such action is registered'],
    [
      'the parameters are not valid',
      {
        culprit: { change: aChange({ before: 'yesterday' }), score: 1 },
      },
      'its parameters are not valid',
    ],
    [
      'it is not known what was there before',
      { culprit: { change: aChange({ before: null }), score: 1 } },
      'not known which version',
    ],
  ])('is empty when %s', (_, overrides, reason) => {
    const planning = plan(overrides);
    expect(planning.plan.steps).toEqual([]);
    if (reason !== 'bad-deploy') expect(planning.leftOut.join('\n')).toContain(reason);
  });

  it('has advice for the person for every symptom', () => {
    for (const symptom of symptoms) {
      if (symptom === 'unknown' || symptom === 'availability') continue;
      expect(plan({ culprit: null, verdict: aVerdict({ symptom }) }).advice).not.toEqual([]);
    }
  });

  it('proposes an action on a resource once, and never more than ten steps', () => {
    const resources = Array.from({ length: 14 }, (_, index) =>
      aResource(lambdaAlias, { functionName: `f${index}`, alias: 'live' }),
    );
    const steps = resources.map(({ kind, name }) => ({ ...runbookStep, target: { kind, name } }));
    const many = { actions: [anAction()], service: aService({ resources }) };
    expect(plan({ ...many, runbooks: [aRunbook(steps)] }).plan.steps).toHaveLength(mostSteps);
    expect(
      plan({ ...many, runbooks: [aRunbook([...steps.slice(0, 2), ...steps.slice(0, 2)])] }).plan.steps,
    ).toHaveLength(2);
  });

  it('restores last, and lets that push out nothing', () => {
    const restoring = anAction({ kind: 'restore-it', phase: 'restore' });
    const stabilizing = Array.from({ length: mostSteps }, (_, index) =>
      anAction({ kind: `stabilize-${index}` }),
    );
    const steps = [restoring, ...stabilizing].map(({ kind }) => ({ ...runbookStep, action: kind }));
    const kinds = (count: number) =>
      plan({
        actions: [restoring, ...stabilizing],
        runbooks: [aRunbook(steps.slice(0, count))],
      }).plan.steps.map(({ action }) => action);
    expect(kinds(3)).toEqual(['stabilize-0', 'stabilize-1', 'restore-it']);
    expect(kinds(11)).toEqual(stabilizing.map(({ kind }) => kind));
  });

  it('never has an action that is not registered, whatever runbooks and changes say', () => {
    const kinds = ['roll-back-lambda-alias', 'switch-off-appconfig-flag', 'delete-everything', '__proto__'];
    const step = fc
      .record({ action: fc.constantFrom(...kinds) })
      .map(({ action }) => ({ ...runbookStep, action }));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.subarray(kinds),
        fc.constantFrom(...changeKinds),
        (steps, registered, kind) => {
          const known = registered.map((each) => anAction({ kind: each, reverts: changeKinds }));
          const change = aChange({ kind });
          const { plan: made } = plan({
            actions: known,
            runbooks: [aRunbook(steps)],
            culprit: { change, score: 1 },
          });
          for (const [index, { action, ...rest }] of made.steps.entries()) {
            expect(registered).toContain(action);
            expect(rest.index).toBe(index);
          }
        },
      ),
    );
  });

  it('survives an action that throws anything when it is to make its parameters', () => {
    const makesNone = () => {
      throw new InvalidInputError('alias is missing');
    };
    expect(plan({ actions: [anAction({ plan: makesNone })] }).leftOut.join()).toContain('alias is missing');
  });
});

describe('the hash of a plan', () => {
  it('is the same however the keys are ordered', () => {
    const step = aStep({ params: { a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } } });
    const reordered = Object.fromEntries(Object.entries(step).toReversed());
    const same = { ...step, ...reordered, params: { b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 } };
    expect(planHash([same])).toBe(planHash([step]));
    expect(planHash([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with any value and with the order of the steps', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const hash = (value: unknown) => planHash([aStep({ params: { value } })]);
        expect(hash(a) === hash(b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
    const steps = [aStep({ index: 0 }), aStep({ index: 1 })];
    expect(planHash(steps)).not.toBe(planHash(steps.toReversed()));
  });
});

/** An independent way to canonical form: objects as sorted lists of pairs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['map', ...pairs.map(([key, member]) => [key, sorted(member)])];
}
