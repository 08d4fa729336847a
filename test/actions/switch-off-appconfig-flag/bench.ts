import type { Account } from '../../../local/world/account.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import { aChange } from '../../support/builders/builders.ts';
import {
  deployByHand,
  flags,
  flagsInEffect,
  seedShop,
  shopEnvironment,
  shopFlags,
  shopNow,
  shopScenario,
} from '../../support/worlds/shop-account.ts';
import type { ActionBench } from '../action-bench.ts';

const setDeployedContent = (account: Account, content: string): void => {
  const profile = account.stateOf(appConfig).profiles.find(({ id }) => id === 'flags');
  profile?.versions.splice(1, 1, { content, contentType: 'application/json', description: '' });
};

const switchedOn = aChange({ kind: 'flag-change', before: 'off', after: 'on' });

export const bench: ActionBench = {
  scenario: shopScenario,
  now: shopNow,
  seed: seedShop,
  target: { ...shopFlags, flag: 'new-pricing' },
  change: switchedOn,
  evidence: [],
  unplannable: {
    'the change switched it off': { change: { ...switchedOn, before: 'on', after: 'off' } },
    'a later change switched it on': { change: { ...switchedOn, superseded: true } },
  },
  params: { ...shopFlags, flag: 'new-pricing' },
  wrongParams: [
    ['application', { environment: 'prod1', profile: 'flags', flag: 'new-pricing' }],
    ['environment', { application: 'shop1', environment: '../x', profile: 'flags', flag: 'new-pricing' }],
    ['profile', { application: 'shop1', environment: 'prod1', profile: 7, flag: 'new-pricing' }],
    ['flag', { application: 'shop1', environment: 'prod1', profile: 'flags', flag: ' ' }],
  ],
  look: flagsInEffect,
  afterExecution: { 'new-pricing': false, banner: true },
  settlesAfterMinutes: 0,
  interfere: (account) => deployByHand(account, 'flags', flags(true)),
  stale: {
    'the flag is off already': (account) => setDeployedContent(account, flags(false)),
    'the flag is gone': (account) => setDeployedContent(account, '{"version":"1","values":{}}'),
    'the configuration holds no flags': (account) => setDeployedContent(account, 'a: 1'),
    'a deployment is in progress': (account) => deployByHand(account, 'other', '{"a":2}'),
    'it was never deployed': (account) => void shopEnvironment(account).deployments.splice(0),
  },
  otherPermissions: {
    'appconfig:StopDeployment':
      'the deployment that switched the flag on still bakes, or the own one when it is undone',
  },
};
