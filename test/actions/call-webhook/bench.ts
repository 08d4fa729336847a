import { remedies } from '../../../local/world/services/remedies/remedies.ts';
import { secretsManager } from '../../../local/world/services/secrets-manager/secrets-manager.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const target = {
  address: 'hooks.shop.example/images/use-replica',
  undo: 'hooks.shop.example/images/use-origin',
  signingSecret: 'images/webhook',
};
const key = 'whsec_c2ltdWxhdGVkLXNlY3JldC1mb3Itd2ViaG9va3M=';

export const bench: ActionBench = {
  scenario: aScenario({
    secrets: [{ name: target.signingSecret, minutesAgo: 90_000, value: key }],
    webhooks: [{ ...target, remedy: 'use-replica' }],
  }),
  now: new Date('2026-03-01T02:04:02.000Z'),
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['address', { ...target, address: '169.254.169.254/latest' }],
    ['undo', { ...target, undo: 'http://hooks.shop.example/images' }],
    ['signingSecret', { ...target, signingSecret: '' }],
  ],
  look: (account) => account.stateOf(remedies).runs.at(-1)?.on ?? false,
  afterExecution: true,
  settlesAfterMinutes: 0,
  interfere(account) {
    account.stateOf(remedies).busy = true;
  },
  stale: {
    'its signing key is gone': (account) => void account.stateOf(secretsManager).secrets.splice(0),
    'its signing key is no key': (account) => {
      Object.assign(account.stateOf(secretsManager).secrets[0] ?? {}, { value: 'whsec_c2hvcnQ=' });
    },
  },
  otherPermissions: {},
};
