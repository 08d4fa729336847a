import type { Account } from '../../../local/world/account.ts';
import { rds } from '../../../local/world/services/rds/rds.ts';
import {
  clusterAt,
  type DbCluster,
  failoverMs,
  findCluster,
  startFailover,
} from '../../../local/world/services/rds/rds-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { cluster: 'members', failOverTo: 'members-2' };

function clusterIn(account: Account): DbCluster {
  const found = findCluster(account.stateOf(rds), target.cluster);
  if (found === undefined) throw new Error('The account has no such cluster');
  return found;
}

/** It was over some time ago. */
function failedOver(account: Account, to: string): void {
  startFailover(clusterIn(account), to, now.getTime() - 600_000);
}

function setStatus(account: Account, instance: string, status: string): void {
  const found = clusterIn(account).instances.find(({ id }) => id === instance);
  if (found !== undefined) found.status = status;
}

export const bench: ActionBench = {
  scenario: aScenario({
    dbClusters: [{ id: 'members', instances: ['members-1', 'members-2', 'members-3'] }],
  }),
  now,
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['cluster', { ...target, cluster: 'arn:aws:rds:eu-west-1:111122223333:cluster:members' }],
    ['failOverTo', { cluster: 'members' }],
  ],
  look: (account) =>
    account.stateOf(rds).clusters.map((each) => clusterAt(each, now.getTime() + failoverMs).writer),
  afterExecution: ['members-2'],
  settlesAfterMinutes: 1,
  interfere: (account) => failedOver(account, 'members-3'),
  stale: {
    'the cluster is gone': (account) => void account.stateOf(rds).clusters.splice(0),
    'it is no Aurora cluster': (account) => {
      clusterIn(account).engine = 'mysql';
    },
    'it fails over already': (account) => startFailover(clusterIn(account), 'members-3', now.getTime()),
    'it is being changed': (account) => {
      clusterIn(account).status = 'modifying';
    },
    'the target writes already': (account) => failedOver(account, 'members-2'),
    'it has no writer': (account) =>
      void clusterIn(account).history.push({ writer: null, at: '2026-03-01T02:00:00.000Z' }),
    'the target is no instance of it': (account) => void clusterIn(account).instances.splice(1, 1),
    'the target is not available': (account) => setStatus(account, 'members-2', 'rebooting'),
  },
  otherPermissions: {},
};
