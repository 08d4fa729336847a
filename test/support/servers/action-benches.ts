import { createSimulatedAccount, flags, type SimulatedAccount } from './simulated-account.ts';

/** What the contract suite needs to try one action: a world it works on, and ways in which that world may differ. */
export interface ActionBench {
  readonly params: Readonly<Record<string, unknown>>;
  /** Parameters that are wrong, with the field that the error must name. */
  readonly wrongParams: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  /** What the action changes, as it is in the account now. */
  observe(account: SimulatedAccount): unknown;
  readonly afterExecution: unknown;
  /** Somebody else changes the same resource. */
  interfere(account: SimulatedAccount): void;
  /** Worlds in which the plan no longer makes sense. */
  readonly stale: Readonly<Record<string, (account: SimulatedAccount) => void>>;
}

export function newAccount(): SimulatedAccount {
  return createSimulatedAccount();
}

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
    observe: ({ alias }) => [alias.version, { ...alias.weights }],
    afterExecution: ['56', {}],
    interfere: ({ alias, versions }) => {
      versions.set('58', 'Active');
      Object.assign(alias, { version: '58', revision: alias.revision + 1 });
    },
    stale: {
      'the version to go back to is gone': ({ versions }) => void versions.delete('56'),
      'the version to go back to is not active': ({ versions }) => void versions.set('56', 'Failed'),
      'the alias points at it already': ({ alias }) => void Object.assign(alias, { version: '56' }),
      'the suspect version is no longer live': ({ alias }) => void Object.assign(alias, { version: '58' }),
    },
  },
  'switch-off-appconfig-flag': {
    params: { application: 'shop1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' },
    wrongParams: [
      ['application', { environment: 'prod1', profile: 'flags', flag: 'new-pricing' }],
      ['environment', { application: 'shop1', environment: '../x', profile: 'flags', flag: 'new-pricing' }],
      ['profile', { application: 'shop1', environment: 'prod1', profile: 7, flag: 'new-pricing' }],
      ['flag', { application: 'shop1', environment: 'prod1', profile: 'flags', flag: ' ' }],
    ],
    observe: (account) => deployedFlags(account),
    afterExecution: { 'new-pricing': false, banner: true },
    interfere: (account) => {
      account.configurations.push(flags(true));
      account.deployments.push({
        profile: 'flags',
        version: String(account.configurations.length),
        state: 'COMPLETE',
      });
    },
    stale: {
      'the flag is off already': ({ configurations }) => void configurations.splice(1, 1, flags(false)),
      'the flag is gone': ({ configurations }) =>
        void configurations.splice(1, 1, '{"version":"1","values":{}}'),
      'the configuration holds no flags': ({ configurations }) => void configurations.splice(1, 1, 'a: 1'),
      'a deployment is in progress': ({ deployments }) =>
        void deployments.push({ profile: 'other', version: '10', state: 'BAKING' }),
      'it was never deployed': ({ deployments }) => void deployments.splice(0),
    },
  },
};

function deployedFlags({ deployments, configurations }: SimulatedAccount): Record<string, boolean> {
  const current = deployments.findLast(
    ({ profile, state }) => profile === 'flags' && state !== 'ROLLED_BACK',
  );
  const document: { values: Record<string, { enabled: boolean }> } = JSON.parse(
    configurations[Number(current?.version) - 1] ?? '{"values":{}}',
  );
  return Object.fromEntries(Object.entries(document.values).map(([flag, { enabled }]) => [flag, enabled]));
}
