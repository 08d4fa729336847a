import type { Account } from '../../../local/world/account.ts';
import { eventBridge } from '../../../local/world/services/eventbridge/eventbridge.ts';
import { findRule, type Rule, setRule } from '../../../local/world/services/eventbridge/eventbridge-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { bus: 'jobs', rule: 'reconcile' };

function ruleIn(account: Account): Rule {
  const found = findRule(account.stateOf(eventBridge), target.bus, target.rule);
  if (found === undefined) throw new Error('The account has no such rule');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    rules: [{ bus: target.bus, name: target.rule, schedule: 'rate(5 minutes)' }],
  }),
  now,
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['bus', { rule: 'reconcile' }],
    ['rule', { bus: 'jobs', rule: 'a/b' }],
  ],
  look: (account) => account.stateOf(eventBridge).rules.map(({ state }) => state),
  afterExecution: ['DISABLED'],
  settlesAfterMinutes: 0,
  interfere: (account) => void account.stateOf(eventBridge).rules.splice(0),
  stale: {
    'the rule is gone': (account) => void account.stateOf(eventBridge).rules.splice(0),
    'an AWS service made it': (account) => {
      ruleIn(account).managedBy = 'autoscaling.amazonaws.com';
    },
    'it is disabled already': (account) => setRule(ruleIn(account), { state: 'DISABLED' }, now.getTime()),
    'events start it': (account) => {
      ruleIn(account).schedule = null;
    },
    'it is enabled in another way': (account) => {
      ruleIn(account).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    },
  },
  otherPermissions: {},
};
