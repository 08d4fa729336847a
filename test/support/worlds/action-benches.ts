import type { Account } from '../../../local/world/account.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import {
  findFunction,
  moveAlias,
  publishVersion,
} from '../../../local/world/services/lambda/lambda-state.ts';
import {
  deployByHand,
  flags,
  flagsInEffect,
  shopAlias,
  shopEnvironment,
  shopFlags,
  shopNow,
} from './shop-account.ts';

/** What the contract suite needs to try one action: an account it works on, and ways in which that may differ. */
export interface ActionBench {
  readonly params: Readonly<Record<string, unknown>>;
  /** Parameters that are wrong, with the field that the error must name. */
  readonly wrongParams: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  /** What the action changes, as it is in the account now. */
  observe(account: Account): unknown;
  readonly afterExecution: unknown;
  /** Somebody else changes the same resource. */
  interfere(account: Account): void;
  /** Accounts in which the plan no longer makes sense. */
  readonly stale: Readonly<Record<string, (account: Account) => void>>;
}

const versions = (account: Account) => findFunction(account.stateOf(lambda), 'checkout')?.versions ?? [];
const setDeployedContent = (account: Account, content: string): void => {
  const profile = account.stateOf(appConfig).profiles.find(({ id }) => id === 'flags');
  profile?.versions.splice(1, 1, { content, contentType: 'application/json', description: '' });
};

export const actionBenches: Readonly<Record<string, ActionBench>> = {
  'roll-back-lambda-alias': {
    params: { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' },
    wrongParams: [
      ['functionName', { alias: 'live', toVersion: '56' }],
      ['alias', { functionName: 'checkout', alias: '', toVersion: '56' }],
      ['toVersion', { functionName: 'checkout', alias: 'live', toVersion: '$LATEST' }],
      ['toVersion', { functionName: 'checkout', alias: 'live', toVersion: 56 }],
      ['fromVersion', { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '0' }],
      ['fromVersion', { functionName: 'checkout', alias: 'live', toVersion: '56' }],
    ],
    observe: (account) => [shopAlias(account).version, { ...shopAlias(account).weights }],
    afterExecution: ['56', {}],
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
  },
  'switch-off-appconfig-flag': {
    params: { ...shopFlags, flag: 'new-pricing' },
    wrongParams: [
      ['application', { environment: 'prod1', profile: 'flags', flag: 'new-pricing' }],
      ['environment', { application: 'shop1', environment: '../x', profile: 'flags', flag: 'new-pricing' }],
      ['profile', { application: 'shop1', environment: 'prod1', profile: 7, flag: 'new-pricing' }],
      ['flag', { application: 'shop1', environment: 'prod1', profile: 'flags', flag: ' ' }],
    ],
    observe: flagsInEffect,
    afterExecution: { 'new-pricing': false, banner: true },
    interfere: (account) => deployByHand(account, 'flags', flags(true)),
    stale: {
      'the flag is off already': (account) => setDeployedContent(account, flags(false)),
      'the flag is gone': (account) => setDeployedContent(account, '{"version":"1","values":{}}'),
      'the configuration holds no flags': (account) => setDeployedContent(account, 'a: 1'),
      'a deployment is in progress': (account) => deployByHand(account, 'other', '{"a":2}'),
      'it was never deployed': (account) => void shopEnvironment(account).deployments.splice(0),
    },
  },
};
