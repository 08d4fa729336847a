import { cloudFormationStack } from '../../../lambdas/resources/cloudformation-stack.ts';
import type { Account } from '../../../local/world/account.ts';
import { cloudFormation } from '../../../local/world/services/cloudformation/cloudformation.ts';
import { addStackEvent, type Stack } from '../../../local/world/services/cloudformation/stack-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { stack: 'shop' };
const params = { stack: 'shop', operation: 'shop-3' };
const change = aChange({
  kind: 'stack-update',
  resource: aResource(cloudFormationStack, target),
  before: null,
  after: null,
  deployment: { id: 'shop-3', inProgress: true },
});

function stackIn(account: Account): Stack {
  const [stack] = account.stateOf(cloudFormation).stacks;
  if (stack === undefined) throw new Error('The account has no stack');
  return stack;
}
const becomes = (status: string) => (account: Account) =>
  addStackEvent(stackIn(account), status, now.getTime() - 60_000);

/** An update of the stack began three minutes ago. */
export const bench: ActionBench = {
  scenario: aScenario({ stacks: [{ name: 'shop' }] }),
  now,
  seed: (account) => addStackEvent(stackIn(account), 'UPDATE_IN_PROGRESS', now.getTime() - 180_000),
  target,
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it has finished': { change: { ...change, deployment: { id: 'shop-3', inProgress: false } } },
    'something was done since': { change: { ...change, superseded: true } },
  },
  params,
  wrongParams: [
    ['stack', { ...params, stack: '' }],
    ['operation', { stack: 'shop' }],
  ],
  look: (account) => stackIn(account).events.map(({ status }) => status),
  afterExecution: [
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'CREATE_IN_PROGRESS',
  ],
  settlesAfterMinutes: 2,
  interfere: (account) => {
    becomes('UPDATE_COMPLETE')(account);
    becomes('UPDATE_IN_PROGRESS')(account);
  },
  stale: {
    'the stack is gone': (account) => void account.stateOf(cloudFormation).stacks.splice(0),
    'the update has finished': becomes('UPDATE_COMPLETE'),
    'it cleans up': becomes('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
    'it is rolled back already': becomes('UPDATE_ROLLBACK_IN_PROGRESS'),
    'it has failed': becomes('UPDATE_FAILED'),
    'another one began since': (account) => bench.interfere(account),
  },
  otherPermissions: {},
};
