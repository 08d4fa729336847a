import type { Account } from '../../../local/world/account.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import {
  addVersion,
  deployVersion,
  findProfile,
} from '../../../local/world/services/appconfig/appconfig-state.ts';
import { effectiveDeployment } from '../../../local/world/services/appconfig/deployment-progress.ts';
import { aChange } from '../../support/builders/builders.ts';
import {
  deployByHand,
  flags,
  seedShop,
  shopEnvironment,
  shopFlags,
  shopNow,
  shopScenario,
} from '../../support/worlds/shop-account.ts';
import type { ActionBench } from '../action-bench.ts';

/** Somebody painted the banner blue in version 3, and long after that nobody sees it. */
const edited = flags(true).replace('red', 'blue');
const change = aChange({ kind: 'flag-change', before: 'on', after: 'on', deployedBefore: '2' });

const contents = (account: Account) =>
  findProfile(account.stateOf(appConfig), shopFlags.application, shopFlags.profile)?.versions ?? [];

const setContent = (account: Account, version: number, content: string): void => {
  contents(account).splice(version - 1, 1, { content, contentType: 'application/json', description: '' });
};

export const bench: ActionBench = {
  scenario: shopScenario,
  now: shopNow,
  seed: (account) => {
    seedShop(account);
    const state = account.stateOf(appConfig);
    const version = addVersion(state, shopFlags, edited, 'blue');
    deployVersion(state, shopFlags, version, 'blue', shopNow.getTime() - 86_400_000);
  },
  target: { ...shopFlags, flag: 'banner' },
  change,
  evidence: [],
  unplannable: {
    'no change is to be taken back': { change: null },
    'the change switched it on': { change: { ...change, before: 'off' } },
    'it was changed again since': { change: { ...change, superseded: true } },
    'nobody knows what it was': { change: aChange({ kind: 'flag-change', before: 'on', after: 'on' }) },
  },
  params: { ...shopFlags, flag: 'banner', fromVersion: '2' },
  wrongParams: [
    ['flag', { ...shopFlags, fromVersion: '2' }],
    ['fromVersion', { ...shopFlags, flag: 'banner', fromVersion: 'latest' }],
  ],
  look: (account) => {
    const found = effectiveDeployment(shopEnvironment(account), 'flags', Number.POSITIVE_INFINITY);
    const values = JSON.parse(contents(account)[(found?.version ?? 0) - 1]?.content ?? '{}').values;
    return { colour: values?.banner?.colour, pricing: values?.['new-pricing']?.enabled };
  },
  afterExecution: { colour: 'red', pricing: true },
  settlesAfterMinutes: 0,
  interfere: (account) => deployByHand(account, 'flags', flags(true).replace('red', 'green')),
  stale: {
    'it is what it was already': (account) => setContent(account, 3, flags(true)),
    'the version before does not have it': (account) => setContent(account, 2, '{"version":"1","values":{}}'),
    'the configuration holds no flags': (account) => setContent(account, 3, 'a: 1'),
    'a deployment is in progress': (account) => deployByHand(account, 'other', '{"a":2}'),
    'it was never deployed': (account) => void shopEnvironment(account).deployments.splice(0),
  },
  otherPermissions: {
    'appconfig:StopDeployment':
      'the deployment that edited the flag still bakes, or the own one when it is undone',
  },
};
