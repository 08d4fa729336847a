import { autoScalingGroup } from '../../../lambdas/resources/auto-scaling-group.ts';
import type { Account } from '../../../local/world/account.ts';
import { autoScaling } from '../../../local/world/services/auto-scaling/auto-scaling.ts';
import {
  findGroup,
  type Group,
  type Refresh,
} from '../../../local/world/services/auto-scaling/group-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const group = 'tickets';
const params = { group, refresh: 'r2', fromVersion: '2', toVersion: '1' };
const change = aChange({
  kind: 'instance-refresh',
  resource: aResource(autoScalingGroup, { group }),
  before: '1',
  after: '2',
  deployment: { id: 'r2', inProgress: true },
});

function groupIn(account: Account): Group {
  const found = findGroup(account.stateOf(autoScaling), group);
  if (found === undefined) throw new Error('The account has no such group');
  return found;
}

function refreshIn(account: Account): Refresh {
  const [refresh] = groupIn(account).refreshes;
  if (refresh === undefined) throw new Error('The group has no refresh');
  return refresh;
}

const replace = (account: Account, refresh: Partial<Refresh>) =>
  void groupIn(account).refreshes.splice(0, 1, { ...refreshIn(account), ...refresh });
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

/** The instances have been replaced by version 2 for four minutes, which needs twenty. */
export const bench: ActionBench = {
  scenario: aScenario({
    autoScalingGroups: [{ name: group, launchTemplate: group, min: 2, max: 6, desired: 4 }],
  }),
  now,
  seed: (account) =>
    void groupIn(account).refreshes.push({
      id: 'r2',
      fromVersion: '1',
      toVersion: '2',
      at: ago(4),
      seconds: 1200,
      rolledBackAt: null,
    }),
  target: { group },
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it has finished': { change: { ...change, deployment: { id: 'r2', inProgress: false } } },
    'it is not known what was before': { change: { ...change, before: null } },
    'it changed nothing': { change: { ...change, before: '2' } },
  },
  params,
  wrongParams: [
    ['group', { ...params, group: '' }],
    ['refresh', { ...params, refresh: 7 }],
    ['fromVersion', { ...params, fromVersion: null }],
    ['toVersion', { ...params, toVersion: undefined }],
  ],
  look: (account) => refreshIn(account).rolledBackAt ?? 'goes on',
  afterExecution: now.toISOString(),
  settlesAfterMinutes: 3,
  interfere: (account) => replace(account, { at: ago(30) }),
  stale: {
    'the group is gone': (account) => void account.stateOf(autoScaling).groups.splice(0),
    'the refresh is not known': (account) => void groupIn(account).refreshes.splice(0),
    'it has finished': (account) => replace(account, { at: ago(30) }),
    'it is being rolled back already': (account) => replace(account, { rolledBackAt: ago(1) }),
    'it brings whatever is the newest': (account) => replace(account, { toVersion: '$Latest' }),
  },
  otherPermissions: {},
};
