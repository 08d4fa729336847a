import {
  BedrockAgentClient,
  GetAgentAliasCommand,
  UpdateAgentAliasCommand,
} from '@aws-sdk/client-bedrock-agent';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { BedrockAgentAliasId } from '../bedrock-agent-alias.ts';
import type { Written } from './written.ts';

type InvocationState = 'ACCEPT_INVOCATIONS' | 'REJECT_INVOCATIONS';

/** All that an update replaces. Plain JSON. */
export interface AgentAlias {
  readonly name: string;
  readonly description: string | null;
  readonly routing: readonly { readonly agentVersion?: string; readonly provisionedThroughput?: string }[];
  readonly invocations: InvocationState;
}

export interface AgentAliasState {
  readonly alias: AgentAlias;
  /** `PREPARED`, `UPDATING`, `FAILED` … */
  readonly status: string;
}

/** Null when there is no such alias. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_GetAgentAlias.html */
export async function readAgentAlias(
  aws: AwsClients,
  { agentId, agentAliasId }: BedrockAgentAliasId,
): Promise<AgentAliasState | null> {
  const sent = aws.get(BedrockAgentClient).send(new GetAgentAliasCommand({ agentId, agentAliasId }));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found?.agentAlias === undefined) return null;
  const {
    agentAliasName,
    description = null,
    routingConfiguration = [],
    aliasInvocationState = 'ACCEPT_INVOCATIONS',
    agentAliasStatus = 'unknown',
  } = found.agentAlias;
  return {
    alias: {
      name: agentAliasName ?? '',
      description,
      routing: routingConfiguration.map(({ agentVersion, provisionedThroughput }) => ({
        ...(agentVersion === undefined ? {} : { agentVersion }),
        ...(provisionedThroughput === undefined ? {} : { provisionedThroughput }),
      })),
      invocations: aliasInvocationState,
    },
    status: agentAliasStatus,
  };
}

/** Replaces the alias as a whole; sent a single time. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgentAlias.html */
export async function writeAgentAlias(
  aws: AwsClients,
  { agentId, agentAliasId }: BedrockAgentAliasId,
  { name, description, routing, invocations }: AgentAlias,
): Promise<Written> {
  const command = new UpdateAgentAliasCommand({
    agentId,
    agentAliasId,
    agentAliasName: name,
    ...(description === null ? {} : { description }),
    routingConfiguration: routing.map((each) => ({ ...each })),
    aliasInvocationState: invocations,
  });
  try {
    await aws.get(BedrockAgentClient, 'once').send(command);
    return 'written';
  } catch (error) {
    switch (awsFaultOf(error) ?? '') {
      case 'ConflictException':
      case 'ResourceNotFoundException':
        return 'conflict';
      case 'ValidationException':
        return { refused: 'Bedrock takes no such change of the alias' };
      default:
        throw error;
    }
  }
}
