import { describe, expect, it } from '@jest/globals';
import { lambdaAlias } from '../../../../lambdas/resources/lambda-alias.ts';
import { aChange, aService, shippedPolicy } from '../../../support/builders/builders.ts';
import { aRunbook, planBy, runbookStep } from '../../../support/builders/planning/plan-by.ts';
import { aResource, newPricingFlag } from '../../../support/builders/resources.ts';

const plan = planBy((await shippedPolicy()).runbooks);
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

it('leaves out what policy protects from every action', () => {
  const key = plan().plan.steps[0]?.resource ?? '';
  expect(key).not.toBe('');
  const never = { resource: key, rule: 'never', reason: 'it moves money' } as const;
  const { plan: made, leftOut } = plan({ protected: [never] });
  expect(made.steps.map(({ resource }) => resource)).not.toContain(key);
  expect(leftOut.join()).toContain('it moves money');
  expect(plan({ protected: [{ ...never, rule: 'ask' }] }).plan.steps[0]?.resource).toBe(key);
});

describe('a plan', () => {
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
});
