import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { actions } from '../../../../lambdas/actions/index.ts';
import { InvalidInputError } from '../../../../lambdas/domain/errors.ts';
import { changeKinds } from '../../../../lambdas/domain/records/evidence.ts';
import { symptoms } from '../../../../lambdas/domain/records/severity.ts';
import { mostSteps } from '../../../../lambdas/domain/response/planning/make-plan.ts';
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
import { aRunbook, culprit, planBy, runbookStep } from '../../../support/builders/planning/plan-by.ts';
import { anAgent } from '../../../support/builders/policy/an-agent.ts';
import { changesEvidence } from '../../../support/builders/records.ts';
import { aResource, newPricingFlag } from '../../../support/builders/resources.ts';

const plan = planBy((await shippedPolicy()).runbooks);

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
        expectation: { ...action?.expects, orUsual: undefined },
        guardMetrics: action?.guardMetrics,
        runbook: 'runbooks/bad-deploy.yaml:8',
      },
    ]);
  });

  it('begins with what was asked for, judged as the runbook judges the same, and decided as an agent’s', () => {
    const guardMetrics = [{ metric: 'errorRate' as const, factor: 1.1 }];
    const strict = { ...runbookStep, guardMetrics, expectation: { goodReadings: 7 } };
    const step = {
      action: 'roll-back-lambda-alias',
      resource: null,
      changeId: culprit.change.id,
      reason: 'it says so',
    };
    const evidence = [metricsEvidence(), changesEvidence({ changes: [culprit.change] })];
    const asked = planBy([aRunbook([strict])])({ evidence, proposed: { step, agent: anAgent() } });
    expect(asked.notAdopted).toBeNull();
    expect(asked.plan.steps).toMatchObject([
      {
        proposedBy: { agent: 'helper', of: 'ben' },
        guardMetrics,
        expectation: { goodReadings: 7 },
        runbook: strict.place,
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

  it('promises no fewer failures than are usual, but never what the incident itself would keep', () => {
    const thresholdAt = (median: number, deviation: number, current: number) => {
      const reading = aReading({ current, baseline: { median, deviation, samples: 60 } });
      return plan({ evidence: [metricsEvidence([reading])] }).plan.steps[0]?.expectation.threshold;
    };
    expect(thresholdAt(0.3, 0.1, 41)).toBe(1);
    expect(thresholdAt(0.9, 0.7, 41)).toBe(3.7);
    expect(thresholdAt(0.9, 0.7, 3.5)).toBe(1);
  });

  it('has advice for the person for every symptom', () => {
    for (const symptom of symptoms) {
      if (symptom === 'unknown' || symptom === 'availability') continue;
      expect(plan({ culprit: null, verdict: aVerdict({ symptom }) }).advice).not.toEqual([]);
    }
  });

  it('fills in what advice says of the service, so that its commands can be copied', () => {
    const advice = ['npx firebreak dlq classify {service.id}'];
    const runbooks = [aRunbook([], { advice }), aRunbook([], { id: 'y', advice })];
    expect(plan({ runbooks }).advice).toEqual(['npx firebreak dlq classify checkout']);
    const shipped = plan({ culprit: null, verdict: aVerdict({ symptom: 'dlq' }) }).advice;
    expect(shipped.join(' ')).toContain('npx firebreak dlq classify checkout');
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
