import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntimeEndpoint.html
const schema = z.strictObject({
  runtimeId: namedField(
    /^[a-zA-Z][a-zA-Z0-9_]{0,99}-[a-zA-Z0-9]{10}$/,
    'must be the id of an agent runtime, such as assistant-a1B2c3D4e5, not its ARN',
  ),
  endpoint: namedField(
    /^(?!DEFAULT$)[a-zA-Z][a-zA-Z0-9_]{0,47}$/,
    'must be the name of an endpoint of its own; DEFAULT always follows the newest version',
  ),
});
export type AgentRuntimeEndpointId = z.infer<typeof schema>;
export const agentRuntimeEndpointFields = schema.shape;

/** An endpoint of an agent runtime of AgentCore: which of its versions is invoked. */
export const agentRuntimeEndpoint: ResourceKind<AgentRuntimeEndpointId, 'runtime' | 'endpoint'> = {
  kind: 'agent-runtime-endpoint',
  title: 'Endpoint of an AgentCore runtime',
  schema,
  name: ({ endpoint }) => endpoint,
  key: ({ runtimeId, endpoint }) => `agent-runtime-endpoint:${runtimeId}:${endpoint}`,
  arns: ({ runtimeId, endpoint }) => ({
    runtime: `arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/${runtimeId}`,
    endpoint: `arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/${runtimeId}/runtime-endpoint/${endpoint}`,
  }),
  consoleUrl: ({ runtimeId, endpoint }, region) =>
    consolePage(
      region,
      '/bedrock-agentcore/home',
      `#/runtimes/${encodeURIComponent(runtimeId)}/endpoints/${encodeURIComponent(endpoint)}`,
    ),
  describe: ({ runtimeId, endpoint }, version) =>
    `endpoint ${endpoint} of ${runtimeId}${version === undefined ? '' : ` (v${version})`}`,
  // https://docs.aws.amazon.com/cli/latest/reference/bedrock-agentcore-control/update-agent-runtime-endpoint.html
  commandBack: ({ runtimeId, endpoint }, { before }, region) =>
    before === null
      ? null
      : awsCommand(
          ['bedrock-agentcore-control', 'update-agent-runtime-endpoint'],
          { 'agent-runtime-id': runtimeId, 'endpoint-name': endpoint, 'agent-runtime-version': before },
          region,
        ),
};
