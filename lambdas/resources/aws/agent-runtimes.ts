import {
  BedrockAgentCoreControlClient,
  GetAgentRuntimeEndpointCommand,
  ListAgentRuntimeVersionsCommand,
  type ListAgentRuntimeVersionsCommandOutput,
  UpdateAgentRuntimeEndpointCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { AgentRuntimeEndpointId } from '../agent-runtime-endpoint.ts';
import type { Written } from './written.ts';

export interface RuntimeEndpoint {
  /** The version that it is to invoke, also while it is still being moved to it. */
  readonly version: string;
  /** The one that it invokes. */
  readonly live: string | null;
  /** `READY`, `UPDATING`, `UPDATE_FAILED` … */
  readonly status: string;
  readonly updatedAt: string | null;
}

/** Null when there is no such runtime or endpoint. https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GetAgentRuntimeEndpoint.html */
export async function readRuntimeEndpoint(
  aws: AwsClients,
  { runtimeId, endpoint }: AgentRuntimeEndpointId,
): Promise<RuntimeEndpoint | null> {
  const command = new GetAgentRuntimeEndpointCommand({ agentRuntimeId: runtimeId, endpointName: endpoint });
  const sent = aws.get(BedrockAgentCoreControlClient).send(command);
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found === null) return null;
  const { liveVersion = null, targetVersion, status = 'unknown', lastUpdatedAt } = found;
  return {
    version: targetVersion ?? liveVersion ?? '',
    live: liveVersion,
    status,
    updatedAt: lastUpdatedAt?.toISOString() ?? null,
  };
}

export interface RuntimeVersion {
  readonly version: string;
  readonly status: string;
}

/** Versions of a runtime, the newest first. https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_ListAgentRuntimeVersions.html */
export async function listRuntimeVersions(
  aws: AwsClients,
  { runtimeId }: Pick<AgentRuntimeEndpointId, 'runtimeId'>,
): Promise<readonly RuntimeVersion[]> {
  const versions: RuntimeVersion[] = [];
  let nextToken: string | undefined;
  do {
    const page: ListAgentRuntimeVersionsCommandOutput = await aws
      .get(BedrockAgentCoreControlClient)
      .send(new ListAgentRuntimeVersionsCommand({ agentRuntimeId: runtimeId, nextToken }));
    for (const { agentRuntimeVersion, status } of page.agentRuntimes ?? []) {
      if (agentRuntimeVersion !== undefined) {
        versions.push({ version: agentRuntimeVersion, status: status ?? 'unknown' });
      }
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return versions.toSorted((a, b) => Number(b.version) - Number(a.version));
}

/** Sent a single time. https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntimeEndpoint.html */
export async function writeEndpointVersion(
  aws: AwsClients,
  { runtimeId, endpoint }: AgentRuntimeEndpointId,
  version: string,
): Promise<Written> {
  const command = new UpdateAgentRuntimeEndpointCommand({
    agentRuntimeId: runtimeId,
    endpointName: endpoint,
    agentRuntimeVersion: version,
  });
  try {
    await aws.get(BedrockAgentCoreControlClient, 'once').send(command);
    return 'written';
  } catch (error) {
    switch (awsFaultOf(error) ?? '') {
      case 'ConflictException':
        return 'conflict';
      case 'ResourceNotFoundException':
      case 'ValidationException':
        return { refused: `AgentCore cannot point the endpoint at version ${version}` };
      default:
        throw error;
    }
  }
}
