import type { Account } from '../../../local/world/account.ts';
import { applicationAutoScaling } from '../../../local/world/services/application-auto-scaling/application-auto-scaling.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const throttled = (current: number | null) => [
  metricsEvidence([aReading({ name: 'throttles', unit: 'count', current })]),
];

function boundsIn(account: Account) {
  const [target] = account.stateOf(applicationAutoScaling).targets;
  if (target === undefined) throw new Error('The account has no scalable target');
  return target;
}

const target = { resourceId: 'table/seats', dimension: 'dynamodb:table:ReadCapacityUnits' };

/** Eighty units, between fifty and a hundred. */
export const bench: ActionBench = {
  scenario: aScenario({
    tables: [
      {
        name: 'seats',
        provisioned: { read: 80, write: 20 },
        readScaling: { minCapacity: 50, maxCapacity: 100 },
      },
    ],
  }),
  now: new Date('2026-03-01T02:04:02.000Z'),
  target,
  change: null,
  evidence: throttled(120),
  unplannable: {
    'its throttles are not known': { evidence: [] },
    'it is not throttled': { evidence: throttled(0) },
  },
  params: { ...target, factor: 2 },
  wrongParams: [
    ['resourceId', { ...target, resourceId: '', factor: 2 }],
    ['dimension', { ...target, dimension: 'ecs:service:DesiredCount', factor: 2 }],
    ['factor', { ...target, factor: 9 }],
  ],
  look: (account) => [boundsIn(account).minCapacity, boundsIn(account).maxCapacity],
  afterExecution: [100, 200],
  settlesAfterMinutes: 1,
  interfere: (account) => void Object.assign(boundsIn(account), { minCapacity: 60, maxCapacity: 90 }),
  stale: {
    'nothing scales it': (account) => void account.stateOf(applicationAutoScaling).targets.splice(0),
    'its scaling out is suspended': (account) => {
      boundsIn(account).suspended.DynamicScalingOutSuspended = true;
    },
    'it was scaled to nothing': (account) =>
      void Object.assign(boundsIn(account), { minCapacity: 0, maxCapacity: 0 }),
  },
  otherPermissions: {
    'dynamodb:DescribeTable': 'Application Auto Scaling tries it in the name of the caller',
    'dynamodb:UpdateTable': 'Application Auto Scaling tries it in the name of the caller',
  },
};
