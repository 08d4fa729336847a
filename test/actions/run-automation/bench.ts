import { remedies } from '../../../local/world/services/remedies/remedies.ts';
import { systemsManager } from '../../../local/world/services/systems-manager/systems-manager.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const target = {
  document: 'Shop-FailOver',
  version: '3',
  parameters: 'Region=eu-central-1,Mode=fast',
  undo: 'Shop-FailBack@2',
  role: 'shop-fail-over',
};

export const bench: ActionBench = {
  scenario: aScenario({
    automations: [
      { name: 'Shop-FailOver', version: '3', remedy: 'fail-over' },
      { name: 'Shop-FailBack', version: '2', remedy: 'fail-over', on: false },
    ],
  }),
  now: new Date('2026-03-01T02:04:02.000Z'),
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['document', { ...target, document: 'a/b' }],
    ['version', { ...target, version: '$LATEST' }],
    ['parameters', { ...target, parameters: 'Region' }],
    ['undo', { ...target, undo: 'Shop-FailBack' }],
    ['role', { ...target, role: '*' }],
  ],
  look: (account) => account.stateOf(remedies).runs.at(-1)?.on ?? false,
  afterExecution: true,
  settlesAfterMinutes: 1,
  busyMinutes: 1,
  interfere(account) {
    account.stateOf(remedies).busy = true;
    // What ran has ended meanwhile.
    for (const each of account.stateOf(systemsManager).executions) {
      Object.assign(each, { at: '2026-03-01T01:00:00.000Z' });
    }
  },
  stale: {
    'there is no such document': (account) => void account.stateOf(systemsManager).documents.splice(0, 1),
    'there is none to take it back': (account) => void account.stateOf(systemsManager).documents.splice(1, 1),
    'it is another kind of document': (account) => {
      Object.assign(account.stateOf(systemsManager).documents[0] ?? {}, { type: 'Command' });
    },
  },
  otherPermissions: { 'iam:PassRole': 'asked for when a document that names a role is started' },
};
