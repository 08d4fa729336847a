import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import {
  type AgentAlias,
  type BedrockAgentState,
  findAgentAlias,
  runawaySpans,
  seedBedrockAgent,
  setInvocations,
} from './bedrock-agent-state.ts';

type Call = RestCall<BedrockAgentState>;
const path = '/agents/{agentId}/agentaliases/{agentAliasId}';

const updateSchema = z.object({
  agentAliasName: z.string().min(1),
  description: z.string().optional(),
  routingConfiguration: z.array(z.record(z.string(), z.string())).min(1).optional(),
  aliasInvocationState: z.enum(['ACCEPT_INVOCATIONS', 'REJECT_INVOCATIONS']).default('ACCEPT_INVOCATIONS'),
});

function getAgentAlias(call: Call) {
  return restResponse(200, { agentAlias: describe(aliasOf(call), call) });
}

/** Replaces it as a whole. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgentAlias.html */
function updateAgentAlias(call: Call) {
  const alias = aliasOf(call);
  const input = readInput(updateSchema, call.request.body, 'ValidationException');
  if (alias.status === 'UPDATING')
    throw new AwsFault('ConflictException', 'The alias is being updated.', 409);
  alias.name = input.agentAliasName;
  alias.description = input.description;
  alias.routing = input.routingConfiguration ?? alias.routing;
  setInvocations(alias, input.aliasInvocationState, call.nowMs);
  call.save();
  return restResponse(202, { agentAlias: describe(alias, call) });
}

function aliasOf(call: Call): AgentAlias {
  const found = findAgentAlias(call.state, call.parameter('agentId'), call.parameter('agentAliasId'));
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', 'There is no such agent alias.', 404);
}

function describe(alias: AgentAlias, { nowMs }: Call) {
  const { agentId, aliasId, name, description, routing, invocations, status } = alias;
  const at = new Date(nowMs).toISOString();
  return {
    agentId,
    agentAliasId: aliasId,
    agentAliasName: name,
    agentAliasArn: localArn('bedrock', `agent-alias/${agentId}/${aliasId}`),
    ...(description === undefined ? {} : { description }),
    routingConfiguration: routing,
    agentAliasStatus: status,
    aliasInvocationState: invocations,
    createdAt: at,
    updatedAt: at,
  };
}

/** Aliases of Bedrock agents. An agent that runs away does so until its alias refuses invocations. */
export const bedrockAgent: AwsService<BedrockAgentState> = {
  signingName: 'bedrock',
  endpointSuffix: 'BEDROCK_AGENT',
  seed: seedBedrockAgent,
  protocol: restJson([
    { operation: 'GetAgentAlias', method: 'GET', path, answer: getAgentAlias },
    { operation: 'UpdateAgentAlias', method: 'PUT', path, answer: updateAgentAlias },
  ]),
  story: {
    play({ agentRunaway }, { state, nowMs }) {
      if (agentRunaway === undefined) return null;
      state.runaways[agentRunaway.alias] = new Date(nowMs).toISOString();
      return `The agent behind the alias ${agentRunaway.alias} goes round in circles.`;
    },
    spansOf: ({ agentRunaway }, state) =>
      agentRunaway === undefined ? null : runawaySpans(state, agentRunaway.alias),
  },
};
