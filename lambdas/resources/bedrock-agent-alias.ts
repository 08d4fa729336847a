import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_GetAgentAlias.html
const schema = z.strictObject({
  agentId: namedField(
    /^[0-9a-zA-Z]{10}$/,
    'must be the id of an agent, ten letters and digits, not its name',
  ),
  agentAliasId: namedField(
    /^(?!TSTALIASID$)[0-9a-zA-Z]{10}$/,
    'must be the id of an alias, ten letters and digits; not the test alias TSTALIASID',
  ),
});
export type BedrockAgentAliasId = z.infer<typeof schema>;
export const bedrockAgentAliasFields = schema.shape;

/** An alias of an agent of Bedrock Agents, by which it is invoked. */
export const bedrockAgentAlias: ResourceKind<BedrockAgentAliasId, 'alias'> = {
  kind: 'bedrock-agent-alias',
  title: 'Alias of a Bedrock agent',
  schema,
  name: ({ agentAliasId }) => agentAliasId,
  key: ({ agentId, agentAliasId }) => `bedrock-agent-alias:${agentId}:${agentAliasId}`,
  arns: ({ agentId, agentAliasId }) => ({
    alias: `arn:{partition}:bedrock:{region}:{account}:agent-alias/${agentId}/${agentAliasId}`,
  }),
  consoleUrl: ({ agentId, agentAliasId }, region) =>
    consolePage(
      region,
      '/bedrock/home',
      `#/agents/${encodeURIComponent(agentId)}/alias/${encodeURIComponent(agentAliasId)}`,
    ),
  describe: ({ agentId, agentAliasId }) => `alias ${agentAliasId} of the agent ${agentId}`,
};
