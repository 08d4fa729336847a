import { agentRuntimeEndpoint } from '../../../lambdas/resources/agent-runtime-endpoint.ts';
import type { Account } from '../../../local/world/account.ts';
import { bedrockAgentCore } from '../../../local/world/services/bedrock-agentcore/bedrock-agentcore.ts';
import {
  findEndpoint,
  pointAt,
  type RuntimeEndpoint,
} from '../../../local/world/services/bedrock-agentcore/runtime-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const target = { runtimeId: 'assistant-a1B2c3D4e5', endpoint: 'live' };
const params = { ...target, fromVersion: '6', toVersion: '5' };

function endpointIn(account: Account): RuntimeEndpoint {
  const found = findEndpoint(account.stateOf(bedrockAgentCore), target.runtimeId, target.endpoint);
  if (found === undefined) throw new Error('The account has no such endpoint');
  return found;
}

const longAgo = now.getTime() - 600_000;
const change = aChange({
  kind: 'agent-deployment',
  resource: aResource(agentRuntimeEndpoint, target),
  before: '5',
  after: '6',
});

export const bench: ActionBench = {
  scenario: aScenario({ agentRuntimes: [{ id: target.runtimeId, endpoint: target.endpoint, version: 6 }] }),
  now,
  target,
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'the version before is not known': { change: { ...change, before: null } },
  },
  params,
  wrongParams: [
    ['runtimeId', { ...params, runtimeId: 'assistant' }],
    ['endpoint', { ...params, endpoint: 'DEFAULT' }],
    ['toVersion', { ...params, toVersion: 'latest' }],
  ],
  look: (account) => endpointIn(account).history.at(-1)?.version,
  afterExecution: '5',
  settlesAfterMinutes: 1,
  busyMinutes: 1,
  interfere: (account) => pointAt(endpointIn(account), '2', longAgo),
  stale: {
    'the endpoint is gone': (account) => void account.stateOf(bedrockAgentCore).endpoints.splice(0),
    'it was rolled back already': (account) => pointAt(endpointIn(account), '5', longAgo),
    'it was pointed elsewhere': (account) => pointAt(endpointIn(account), '3', longAgo),
    'it is being moved': (account) => {
      pointAt(endpointIn(account), '4', longAgo);
      pointAt(endpointIn(account), '6', now.getTime());
    },
    'the version before is gone': (account) => void account.stateOf(bedrockAgentCore).versions.splice(4, 1),
    'the version before failed': (account) =>
      void account.stateOf(bedrockAgentCore).versions.splice(4, 1, {
        runtimeId: target.runtimeId,
        version: '5',
        status: 'CREATE_FAILED',
      }),
  },
  otherPermissions: {},
};
