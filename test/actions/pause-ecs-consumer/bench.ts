import type { Account } from '../../../local/world/account.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import {
  type EcsService,
  findEcsService,
  setDesiredCount,
  startDeployment,
} from '../../../local/world/services/ecs/ecs-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import type { ActionBench } from '../action-bench.ts';
import { failing } from '../pause-consumer/bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const target = { cluster: 'shop', service: 'invoice-writer', queue: 'invoices' };

interface Setup {
  readonly scaling?: { readonly minCapacity: number; readonly maxCapacity: number };
  readonly retentionSeconds?: number;
}

/** Four tasks read a queue whose messages are kept for four days. */
export const writerScenario = ({ scaling, ...queue }: Setup = {}) =>
  aScenario({
    ecsServices: [
      {
        name: target.service,
        cluster: target.cluster,
        taskFamily: target.service,
        desiredCount: 4,
        reads: target.queue,
        ...(scaling === undefined ? {} : { scaling }),
      },
    ],
    queues: [{ name: target.queue, deadLetterQueue: 'invoices-dlq', ...queue }],
  });

export function writerIn(account: Account): EcsService {
  const found = findEcsService(account.stateOf(ecs), target.service, target.cluster);
  if (found === undefined) throw new Error('The account has no such service');
  return found;
}

/** Nothing scales it. */
export const bench: ActionBench = {
  scenario: writerScenario(),
  now,
  target,
  change: null,
  evidence: failing(6),
  unplannable: {
    'there is no reading of the error rate': { evidence: failing(null) },
    'the metrics could not be read': { evidence: [] },
  },
  params: target,
  wrongParams: [
    ['cluster', { service: 'invoice-writer', queue: 'invoices' }],
    ['service', { ...target, service: '' }],
    ['queue', { ...target, queue: 'https://sqs.eu-west-1.amazonaws.com/1/invoices' }],
  ],
  look: (account) => account.stateOf(ecs).services.map(({ desired }) => desired.at(-1)?.count),
  afterExecution: [0],
  settlesAfterMinutes: 1,
  interfere: (account) => setDesiredCount(writerIn(account), 3, now.getTime()),
  stale: {
    'the service is gone': (account) => void account.stateOf(ecs).services.splice(0),
    'it is paused already': (account) => setDesiredCount(writerIn(account), 0, now.getTime()),
    'a deployment is in progress': (account) =>
      void startDeployment(writerIn(account), 'invoice-writer:2', now.getTime()),
  },
  otherPermissions: {
    'application-autoscaling:RegisterScalableTarget': 'something scales the service',
  },
};
