import type { Account } from '../../../local/world/account.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findFunction } from '../../../local/world/services/lambda/lambda-state.ts';
import { remedies } from '../../../local/world/services/remedies/remedies.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const target = { functionName: 'rebuild-index', qualifier: '4', undo: 'supported' };

function versionIn(account: Account) {
  const found = findFunction(account.stateOf(lambda), target.functionName)?.versions.at(-1);
  if (found === undefined) throw new Error('There is no such function');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    functions: [{ name: target.functionName, live: '4', versions: [{ version: '4', minutesAgo: 3000 }] }],
    remedyFunctions: [{ function: target.functionName, undo: true, remedy: 'rebuild-index' }],
  }),
  now: new Date('2026-03-01T02:04:02.000Z'),
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['functionName', { ...target, functionName: 'a b' }],
    ['qualifier', { ...target, qualifier: '$LATEST' }],
    ['undo', { ...target, undo: 'perhaps' }],
  ],
  look: (account) => account.stateOf(remedies).runs.at(-1)?.on ?? false,
  afterExecution: true,
  settlesAfterMinutes: 0,
  interfere(account) {
    account.stateOf(remedies).busy = true;
  },
  stale: {
    'there is no such function': (account) => void account.stateOf(lambda).functions.splice(0),
    'it cannot run': (account) => {
      versionIn(account).state = 'Failed';
    },
  },
  otherPermissions: {},
};
