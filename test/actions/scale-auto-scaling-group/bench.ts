import type { Account } from '../../../local/world/account.ts';
import { autoScaling } from '../../../local/world/services/auto-scaling/auto-scaling.ts';
import {
  findGroup,
  type Group,
  setSize,
  sizeAt,
} from '../../../local/world/services/auto-scaling/group-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');

const saturated = (current: number | null) => [
  metricsEvidence([aReading({ name: 'saturation', unit: 'percent', current })]),
];

export function groupIn(account: Account): Group {
  const found = findGroup(account.stateOf(autoScaling), 'tickets');
  if (found === undefined) throw new Error('The account has no such group');
  return found;
}

const resize = (account: Account, min: number, max: number, desired: number) =>
  setSize(groupIn(account), { min, max, desired }, now.getTime());
const params = { group: 'tickets', factor: 2, mostInstances: 50 };

/** Four instances, between two and six. */
export const bench: ActionBench = {
  scenario: aScenario({
    autoScalingGroups: [{ name: 'tickets', launchTemplate: 'tickets', min: 2, max: 6, desired: 4 }],
  }),
  now,
  target: { group: 'tickets' },
  change: null,
  evidence: saturated(97),
  unplannable: {
    'its saturation is not known': { evidence: [] },
    'there is capacity left': { evidence: saturated(40) },
  },
  params,
  wrongParams: [
    ['group', { ...params, group: '' }],
    ['factor', { ...params, factor: 1 }],
    ['mostInstances', { ...params, mostInstances: 5000 }],
  ],
  look: (account) => {
    const { min, max, desired } = sizeAt(groupIn(account), Number.POSITIVE_INFINITY);
    return [min, max, desired];
  },
  afterExecution: [8, 8, 8],
  settlesAfterMinutes: 2,
  interfere: (account) => resize(account, 3, 9, 5),
  stale: {
    'the group is gone': (account) => void account.stateOf(autoScaling).groups.splice(0),
    'nothing is launched': (account) => void groupIn(account).suspended.push('Launch'),
    'new instances get no requests': (account) => void groupIn(account).suspended.push('AddToLoadBalancer'),
    'an instance refresh is in progress': (account) =>
      void groupIn(account).refreshes.push({
        id: 'refresh-1',
        fromVersion: '1',
        toVersion: '2',
        at: new Date(now.getTime() - 60_000).toISOString(),
        seconds: 600,
        rolledBackAt: null,
      }),
    'its size counts something else than instances': (account) => {
      groupIn(account).capacityType = 'vcpu';
    },
    'it was scaled to nothing': (account) => resize(account, 0, 6, 0),
    'it runs the most instances that are ever set': (account) => resize(account, 50, 60, 50),
  },
  otherPermissions: {},
};
