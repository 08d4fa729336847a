import type { Account } from '../../../local/world/account.ts';
import { applicationAutoScaling } from '../../../local/world/services/application-auto-scaling/application-auto-scaling.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import {
  type EcsService,
  findEcsService,
  setDesiredCount,
  startDeployment,
} from '../../../local/world/services/ecs/ecs-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');

const saturated = (current: number | null) => [
  metricsEvidence([aReading({ name: 'saturation', unit: 'percent', current })]),
];

export function ecsServiceIn(account: Account): EcsService {
  const found = findEcsService(account.stateOf(ecs), 'web', 'shop');
  if (found === undefined) throw new Error('The account has no such service');
  return found;
}

function boundsIn(account: Account) {
  const [target] = account.stateOf(applicationAutoScaling).targets;
  if (target === undefined) throw new Error('The service has no scalable target');
  return target;
}

/** Four tasks, between two and six. */
export const bench: ActionBench = {
  scenario: aScenario({
    ecsServices: [
      {
        name: 'web',
        cluster: 'shop',
        taskFamily: 'web',
        desiredCount: 4,
        scaling: { minCapacity: 2, maxCapacity: 6 },
      },
    ],
  }),
  now,
  target: { cluster: 'shop', service: 'web' },
  change: null,
  evidence: saturated(97),
  unplannable: {
    'its saturation is not known': { evidence: [] },
    'there is no reading of it': { evidence: saturated(null) },
    'there is capacity left': { evidence: saturated(40) },
  },
  params: { cluster: 'shop', service: 'web', factor: 2, mostTasks: 50 },
  wrongParams: [
    ['cluster', { service: 'web', factor: 2, mostTasks: 50 }],
    ['service', { cluster: 'shop', service: '', factor: 2, mostTasks: 50 }],
    ['factor', { cluster: 'shop', service: 'web', factor: 1, mostTasks: 50 }],
    ['mostTasks', { cluster: 'shop', service: 'web', factor: 2, mostTasks: 5000 }],
  ],
  look: (account) => [boundsIn(account).minCapacity, boundsIn(account).maxCapacity],
  afterExecution: [8, 8],
  settlesAfterMinutes: 2,
  interfere: (account) => void Object.assign(boundsIn(account), { minCapacity: 3, maxCapacity: 9 }),
  stale: {
    'the service is gone': (account) => void account.stateOf(ecs).services.splice(0),
    'a deployment is in progress': (account) =>
      void startDeployment(ecsServiceIn(account), 'web:2', now.getTime()),
    'its scaling out is suspended': (account) => {
      boundsIn(account).suspended.DynamicScalingOutSuspended = true;
    },
    'it was scaled to nothing': (account) => setDesiredCount(ecsServiceIn(account), 0, now.getTime()),
    'it runs the most tasks that are ever set': (account) =>
      setDesiredCount(ecsServiceIn(account), 50, now.getTime()),
    'it is to run that many already': (account) =>
      void Object.assign(boundsIn(account), { minCapacity: 8, maxCapacity: 8 }),
  },
  otherPermissions: { 'ecs:UpdateService': 'the service has no scalable target' },
};
