import type { Account } from '../../../local/world/account.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import {
  addVersion,
  deployVersion,
  type Environment,
  findEnvironment,
  findProfile,
} from '../../../local/world/services/appconfig/appconfig-state.ts';
import { effectiveDeployment } from '../../../local/world/services/appconfig/deployment-progress.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const limits = { application: 'shop1', environment: 'prod1', profile: 'limits' };
const other = { ...limits, profile: 'other' };
const dayMs = 86_400_000;

export function environmentIn(account: Account): Environment {
  const found = findEnvironment(account.stateOf(appConfig), limits.application, limits.environment);
  if (found === undefined) throw new Error('The account has no such environment');
  return found;
}

const versionsIn = (account: Account) =>
  findProfile(account.stateOf(appConfig), limits.application, limits.profile)?.versions ?? [];

export function deployNext(account: Account, place: typeof limits, atMs: number): void {
  const state = account.stateOf(appConfig);
  deployVersion(state, place, addVersion(state, place, '{"most":9}', 'by hand'), 'by hand', atMs);
}

/** The version that clients get, whatever the time: nothing in these tests lies ahead. */
export function versionIn(account: Account): number | undefined {
  return effectiveDeployment(environmentIn(account), limits.profile, Number.POSITIVE_INFINITY)?.version;
}

const change = aChange({ kind: 'configuration-change', before: '1', after: '2' });

/** Two profiles; version 2 of the one was deployed days ago. */
export const bench: ActionBench = {
  scenario: aScenario({
    configurations: [
      { ...limits, minutesAgo: 30_000 },
      { ...other, minutesAgo: 20_000 },
    ],
  }),
  now,
  seed: (account) => deployNext(account, limits, now.getTime() - 5 * dayMs),
  target: limits,
  change,
  evidence: [],
  unplannable: {
    'it is not known what was deployed before': { change: { ...change, before: null } },
    'the same version was deployed before': { change: { ...change, before: '2' } },
    'a later deployment took its place': { change: { ...change, superseded: true } },
    'no change is suspected': { change: null },
  },
  params: { ...limits, fromVersion: '2', toVersion: '1' },
  wrongParams: [
    ['application', { ...limits, application: '', fromVersion: '2', toVersion: '1' }],
    ['environment', { ...limits, environment: '../x', fromVersion: '2', toVersion: '1' }],
    ['profile', { ...limits, profile: 7, fromVersion: '2', toVersion: '1' }],
    ['fromVersion', { ...limits, toVersion: '1' }],
    ['toVersion', { ...limits, fromVersion: '2', toVersion: ' ' }],
  ],
  look: versionIn,
  afterExecution: 1,
  settlesAfterMinutes: 0,
  interfere: (account) => deployNext(account, limits, now.getTime()),
  stale: {
    'it is on that version already': (account) => void environmentIn(account).deployments.splice(2),
    'another version is deployed': (account) => deployNext(account, limits, now.getTime() - dayMs),
    'another profile is being deployed': (account) => deployNext(account, other, now.getTime()),
    'it was never deployed': (account) => void environmentIn(account).deployments.splice(0),
    'the version before is gone': (account) => {
      const [first] = versionsIn(account);
      if (first !== undefined) first.isDeleted = true;
    },
  },
  otherPermissions: {
    'appconfig:StopDeployment': 'the suspect deployment still bakes, or the own one when it is undone',
  },
};
