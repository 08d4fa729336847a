import type { Account } from '../../../local/world/account.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import {
  findFunction,
  moveAlias,
  publishVersion,
} from '../../../local/world/services/lambda/lambda-state.ts';
import { aChange } from '../../support/builders/builders.ts';
import { seedShop, shopAlias, shopNow, shopScenario } from '../../support/worlds/shop-account.ts';
import type { ActionBench } from '../action-bench.ts';

const versions = (account: Account) => findFunction(account.stateOf(lambda), 'checkout')?.versions ?? [];

export const bench: ActionBench = {
  scenario: shopScenario,
  now: shopNow,
  seed: seedShop,
  target: { functionName: 'checkout', alias: 'live' },
  change: aChange({ before: '56', after: '57' }),
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it is not known which version was live before': { change: aChange({ before: null }) },
  },
  params: { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' },
  wrongParams: [
    ['functionName', { alias: 'live', toVersion: '56' }],
    ['alias', { functionName: 'checkout', alias: '', toVersion: '56' }],
    ['toVersion', { functionName: 'checkout', alias: 'live', toVersion: '$LATEST' }],
    ['toVersion', { functionName: 'checkout', alias: 'live', toVersion: 56 }],
    ['fromVersion', { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '0' }],
    ['fromVersion', { functionName: 'checkout', alias: 'live', toVersion: '56' }],
  ],
  look: (account) => [shopAlias(account).version, { ...shopAlias(account).weights }],
  afterExecution: ['56', {}],
  settlesAfterMinutes: 0,
  interfere: (account) => {
    publishVersion(account.stateOf(lambda), 'checkout', '58', shopNow.getTime());
    moveAlias(shopAlias(account), '58', shopNow.getTime());
  },
  stale: {
    'the version to go back to is gone': (account) => void versions(account).splice(1, 1),
    'the version to go back to is not active': (account) => {
      const [, version] = versions(account);
      if (version !== undefined) version.state = 'Failed';
    },
    'the alias points at it already': (account) => moveAlias(shopAlias(account), '56', shopNow.getTime()),
    'the suspect version is no longer live': (account) =>
      moveAlias(shopAlias(account), '58', shopNow.getTime()),
  },
  otherPermissions: { 'lambda:InvokeFunction': 'a version that Lambda has put to sleep is woken' },
};
