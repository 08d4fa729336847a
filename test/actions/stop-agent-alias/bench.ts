import type { Account } from '../../../local/world/account.ts';
import { bedrockAgent } from '../../../local/world/services/bedrock-agent/bedrock-agent.ts';
import {
  type AgentAlias,
  findAgentAlias,
  setInvocations,
} from '../../../local/world/services/bedrock-agent/bedrock-agent-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { agentId: 'AGENT12345', agentAliasId: 'ALIAS67890' };

function aliasIn(account: Account): AgentAlias {
  const found = findAgentAlias(account.stateOf(bedrockAgent), target.agentId, target.agentAliasId);
  if (found === undefined) throw new Error('The account has no such alias');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    agentAliases: [
      { agent: target.agentId, alias: target.agentAliasId, name: 'live', version: '3' },
      { agent: target.agentId, alias: 'OTHER67890', name: 'beta', version: '4' },
    ],
  }),
  now,
  seed(account) {
    const alias = aliasIn(account);
    alias.description = 'For the shop';
    alias.routing = [{ agentVersion: '3', provisionedThroughput: 'arn:aws:bedrock:eu-west-1::p/1' }];
  },
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['agentId', { ...target, agentId: 'research' }],
    ['agentAliasId', { ...target, agentAliasId: 'TSTALIASID' }],
  ],
  look: (account) =>
    account
      .stateOf(bedrockAgent)
      .aliases.map(({ invocations, routing, name, description }) => [
        invocations,
        routing,
        name,
        description,
      ]),
  afterExecution: [
    [
      'REJECT_INVOCATIONS',
      [{ agentVersion: '3', provisionedThroughput: 'arn:aws:bedrock:eu-west-1::p/1' }],
      'live',
      'For the shop',
    ],
    ['ACCEPT_INVOCATIONS', [{ agentVersion: '4' }], 'beta', undefined],
  ],
  settlesAfterMinutes: 0,
  interfere: (account) => {
    aliasIn(account).routing = [{ agentVersion: '4' }];
  },
  stale: {
    'the alias is gone': (account) => void account.stateOf(bedrockAgent).aliases.splice(0),
    'it is being updated': (account) => {
      aliasIn(account).status = 'UPDATING';
    },
    'it refuses already': (account) => setInvocations(aliasIn(account), 'REJECT_INVOCATIONS', now.getTime()),
  },
  otherPermissions: {},
};
