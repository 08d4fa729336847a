import type { Account } from '../../../local/world/account.ts';
import { stepFunctions } from '../../../local/world/services/step-functions/step-functions.ts';
import {
  failExecutions,
  findMachine,
  type StateMachine,
} from '../../../local/world/services/step-functions/step-functions-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:10:02.000Z');
const name = 'labels';

export function machineIn(account: Account): StateMachine {
  const found = findMachine(account.stateOf(stepFunctions), name);
  if (found === undefined) throw new Error('The account has no such state machine');
  return found;
}

const failing = (onsetAt: string | null) => [metricsEvidence([aReading({ onsetAt })])];
export const params = { stateMachine: name, since: '2026-03-01T01:47:00.000Z', mostExecutions: 50 };

/** One execution failed six minutes ago; others have succeeded since. */
export const bench: ActionBench = {
  scenario: aScenario({ stateMachines: [{ name }] }),
  now,
  seed: (account) => failExecutions(machineIn(account), 1, 60, now.getTime() - 6 * 60_000),
  target: { stateMachine: name },
  change: null,
  evidence: failing('2026-03-01T02:02:00.000Z'),
  unplannable: {
    'there is no evidence': { evidence: [] },
    'it is not known since when it fails': { evidence: failing(null) },
  },
  params,
  wrongParams: [
    ['stateMachine', { ...params, stateMachine: '' }],
    ['since', { ...params, since: 'yesterday' }],
    ['mostExecutions', { ...params, mostExecutions: 5000 }],
  ],
  look: (account) =>
    account
      .stateOf(stepFunctions)
      .machines.flatMap(({ failed }) => failed.map(({ redriveCount }) => redriveCount)),
  afterExecution: [1],
  settlesAfterMinutes: 1,
  interfere: (account) => void account.stateOf(stepFunctions).machines.splice(0),
  stale: {
    'the state machine is gone': (account) => void account.stateOf(stepFunctions).machines.splice(0),
    'it is an Express workflow': (account) => {
      machineIn(account).type = 'EXPRESS';
    },
    'no execution has failed': (account) => void machineIn(account).failed.splice(0),
    'executions failed long before only': (account) => {
      machineIn(account).failed.splice(0);
      failExecutions(machineIn(account), 1, 60, now.getTime() - 3_600_000);
    },
    'executions still fail': (account) => failExecutions(machineIn(account), 1, 60, now.getTime()),
  },
  otherPermissions: {},
};
