import type { Account } from '../../../local/world/account.ts';
import { launchDarkly } from '../../../local/world/services/launchdarkly/launchdarkly.ts';
import {
  changeFlag,
  findFlag,
  type LaunchDarklyFlag,
  turnFlag,
} from '../../../local/world/services/launchdarkly/launchdarkly-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const tokenSecret = 'shop/launchdarkly';
const target = {
  host: 'app.launchdarkly.com',
  project: 'shop',
  environment: 'production',
  flag: 'new-ranking',
  tokenSecret,
};
const switchedOn = aChange({ kind: 'flag-change', before: 'off', after: 'on' });

function flagIn(account: Account): LaunchDarklyFlag {
  const found = findFlag(account.stateOf(launchDarkly), { flag: target.flag, environment: 'production' });
  if (found === undefined) throw new Error('There is no such flag');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    secrets: [{ name: tokenSecret, minutesAgo: 90_000 }],
    launchDarklyFlags: [
      { ...target, on: true },
      { ...target, environment: 'staging', on: true },
      { ...target, flag: 'banner', on: true },
    ],
  }),
  now,
  target,
  change: switchedOn,
  evidence: [],
  unplannable: {
    'the change switched it off': { change: { ...switchedOn, before: 'on', after: 'off' } },
    'the change only edited it': { change: { ...switchedOn, before: 'on', after: 'on' } },
    'a later change switched it on': { change: { ...switchedOn, superseded: true } },
  },
  params: target,
  wrongParams: [
    ['host', { ...target, host: 'app.launchdarkly.com.attacker.example' }],
    ['project', { ...target, project: '../x' }],
    ['environment', { ...target, environment: 'a b' }],
    ['flag', { ...target, flag: 'a/b' }],
    ['tokenSecret', { ...target, tokenSecret: '' }],
  ],
  look: (account) => account.stateOf(launchDarkly).flags.map(({ on }) => on),
  afterExecution: [false, true, true],
  settlesAfterMinutes: 0,
  interfere: (account) => changeFlag(flagIn(account), 'updateRules', now.getTime(), 'ana'),
  stale: {
    'it is off already': (account) => turnFlag(flagIn(account), false, now.getTime(), 'ana'),
    'there is no such flag': (account) => void account.stateOf(launchDarkly).flags.splice(0, 1),
    'it is archived': (account) => {
      flagIn(account).archived = true;
    },
  },
  otherPermissions: {},
};
