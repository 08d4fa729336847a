import type { Account } from '../../../local/world/account.ts';
import { iam } from '../../../local/world/services/iam/iam.ts';
import { type AccessKey, findKey, setKeyStatus } from '../../../local/world/services/iam/iam-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const target = { user: 'partners/export', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };

export function keyIn(account: Account): AccessKey {
  const found = findKey(account.stateOf(iam), target.accessKeyId);
  if (found === undefined) throw new Error('The account has no such key');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    accessKeys: [
      { user: 'export', id: 'AKIAI44QH8DHBEXAMPLE' },
      { user: 'export', id: target.accessKeyId },
      { user: 'backup', id: 'AKIAIBACKUP00EXAMPLE' },
    ],
  }),
  now,
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['user', { ...target, user: 'arn:aws:iam::111122223333:user/export' }],
    ['accessKeyId', { ...target, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }],
  ],
  look: (account) => account.stateOf(iam).keys.map(({ status }) => status),
  afterExecution: ['Active', 'Inactive', 'Active'],
  settlesAfterMinutes: 0,
  interfere: (account) => void account.stateOf(iam).keys.splice(1, 1),
  stale: {
    'the key was deleted': (account) => void account.stateOf(iam).keys.splice(1, 1),
    'the user is gone': (account) => void account.stateOf(iam).keys.splice(0),
    'it is inactive already': (account) => setKeyStatus(keyIn(account), 'Inactive', now.getTime()),
  },
  otherPermissions: {},
};
