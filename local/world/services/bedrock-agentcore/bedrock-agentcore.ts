import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { readInput } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/page.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import { spansIn } from '../../signals/account-view.ts';
import {
  type AgentCoreState,
  deployNext,
  endpointAt,
  findEndpoint,
  pointAt,
  type RuntimeEndpoint,
  rolloutMs,
  seedAgentCore,
} from './runtime-state.ts';

type Call = RestCall<AgentCoreState>;
const path = '/runtimes/{agentRuntimeId}/runtime-endpoints/{endpointName}';

function getAgentRuntimeEndpoint(call: Call) {
  return restResponse(200, describe(endpointOf(call), call));
}

/** https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntimeEndpoint.html */
function updateAgentRuntimeEndpoint(call: Call) {
  const endpoint = endpointOf(call);
  const schema = z.object({ agentRuntimeVersion: z.string().regex(/^[1-9]\d{0,4}$/) });
  const { agentRuntimeVersion: version } = readInput(schema, call.request.body, 'ValidationException');
  const { live, target } = endpointAt(endpoint, call.nowMs);
  if (live !== target) throw new AwsFault('ConflictException', 'The endpoint is being updated.', 409);
  if (!call.state.versions.some((one) => one.runtimeId === endpoint.runtimeId && one.version === version)) {
    throw new AwsFault('ResourceNotFoundException', 'There is no such version.', 404);
  }
  pointAt(endpoint, version, call.nowMs);
  call.save();
  return restResponse(202, describe(endpoint, call));
}

function listAgentRuntimeVersions(call: Call) {
  const runtimeId = call.parameter('agentRuntimeId');
  const versions = call.state.versions.filter((one) => one.runtimeId === runtimeId);
  const token = call.request.query.get('nextToken');
  const { entries, nextToken } = pageOf(
    versions,
    token,
    Math.min(100, call.mostPerPage),
    'ValidationException',
  );
  return restResponse(200, {
    agentRuntimes: entries.map(({ version, status }) => ({
      agentRuntimeArn: arnOf(runtimeId),
      agentRuntimeId: runtimeId,
      agentRuntimeVersion: version,
      agentRuntimeName: runtimeId.replace(/-[^-]*$/, ''),
      description: '',
      lastUpdatedAt: new Date(call.nowMs).toISOString(),
      status,
    })),
    ...(nextToken === undefined ? {} : { nextToken }),
  });
}

function endpointOf(call: Call): RuntimeEndpoint {
  const found = findEndpoint(call.state, call.parameter('agentRuntimeId'), call.parameter('endpointName'));
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', 'There is no such endpoint.', 404);
}

function describe(endpoint: RuntimeEndpoint, { nowMs }: Call) {
  const { runtimeId, name } = endpoint;
  const { live, target, updatedAt } = endpointAt(endpoint, nowMs);
  return {
    liveVersion: live,
    targetVersion: target,
    agentRuntimeEndpointArn: `${arnOf(runtimeId)}/runtime-endpoint/${name}`,
    agentRuntimeArn: arnOf(runtimeId),
    status: live === target ? 'READY' : 'UPDATING',
    createdAt: updatedAt,
    lastUpdatedAt: updatedAt,
    name,
    id: name,
  };
}

function arnOf(runtimeId: string): string {
  return localArn('bedrock-agentcore', `runtime/${runtimeId}`);
}

/** Endpoints of agent runtimes, and which version each invokes. A bad version has its effect while it is live. */
export const bedrockAgentCore: AwsService<AgentCoreState> = {
  signingName: 'bedrock-agentcore',
  endpointSuffix: 'BEDROCK_AGENTCORE_CONTROL',
  seed: seedAgentCore,
  protocol: restJson([
    { operation: 'GetAgentRuntimeEndpoint', method: 'GET', path, answer: getAgentRuntimeEndpoint },
    { operation: 'UpdateAgentRuntimeEndpoint', method: 'PUT', path, answer: updateAgentRuntimeEndpoint },
    {
      operation: 'ListAgentRuntimeVersions',
      method: 'POST',
      path: '/runtimes/{agentRuntimeId}/versions',
      answer: listAgentRuntimeVersions,
    },
  ]),
  story: {
    play({ agentDeployment }, { state, nowMs }) {
      if (agentDeployment === undefined) return null;
      const endpoint = state.endpoints.find(({ runtimeId }) => runtimeId === agentDeployment.runtime);
      if (endpoint === undefined) throw new Error(`Unknown runtime: ${agentDeployment.runtime}`);
      const version = deployNext(state, endpoint, nowMs - rolloutMs);
      return `The endpoint ${endpoint.name} of ${endpoint.runtimeId} invokes version ${version}.`;
    },
    spansOf({ agentDeployment }, { endpoints }, { story, agentRuntimes }) {
      if (agentDeployment === undefined) return null;
      const { runtime } = agentDeployment;
      const first = agentRuntimes.find(({ id }) => id === runtime)?.version ?? 0;
      const deployments = story.filter((event) => event.agentDeployment?.runtime === runtime);
      const version = String(
        first + 1 + deployments.findIndex((event) => event.agentDeployment === agentDeployment),
      );
      const history = endpoints.find(({ runtimeId }) => runtimeId === runtime)?.history ?? [];
      const effective = history.map((entry) => ({
        ...entry,
        at: new Date(Date.parse(entry.at) + rolloutMs).toISOString(),
      }));
      return spansIn(effective, (entry) => (entry.version === version ? 1 : 0));
    },
  },
};
