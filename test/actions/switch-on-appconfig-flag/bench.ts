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

const target = { ...shopFlags, flag: 'new-pricing' };

function setDeployedContent(account: Account, content: string): void {
  const profile = account.stateOf(appConfig).profiles.find(({ id }) => id === 'flags');
  profile?.versions.splice(1, 1, { content, contentType: 'application/json', description: '' });
}

export const bench: ActionBench = {
  scenario: shopScenario,
  now: shopNow,
  seed(account) {
    seedShop(account);
    setDeployedContent(account, flags(false));
  },
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['environment', { ...target, environment: '../x' }],
    ['flag', { ...target, flag: ' ' }],
  ],
  look: flagsInEffect,
  afterExecution: { 'new-pricing': true, banner: true },
  settlesAfterMinutes: 0,
  interfere: (account) => deployByHand(account, 'flags', flags(false).replace('red', 'blue')),
  stale: {
    'the flag is on already': (account) => setDeployedContent(account, flags(true)),
    'the flag is gone': (account) => setDeployedContent(account, '{"version":"1","values":{}}'),
    'a deployment is in progress': (account) => deployByHand(account, 'other', '{"a":2}'),
    'it was never deployed': (account) => void shopEnvironment(account).deployments.splice(0),
  },
  otherPermissions: {
    'appconfig:StopDeployment':
      'the deployment that switched the flag off still bakes, or the own one when it is undone',
  },
};
