import { ConfigurationError } from '../../domain/errors.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { type AgentRuntimeEndpointId, agentRuntimeEndpoint } from '../../resources/agent-runtime-endpoint.ts';
import { allow } from '../../resources/allow.ts';
import { listRuntimeVersions, readRuntimeEndpoint } from '../../resources/aws/agent-runtimes.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

/**
 * When the endpoints that policy names were pointed at another version. AgentCore keeps no history of an endpoint, so it is the last
 * change only, and the version before is the next lower one that is ready.
 */
export function createAgentRuntimeChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'Bedrock AgentCore',
    async read({ service, startedAt }) {
      const oldest = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const found = await Promise.all(
        resourcesOf([service], agentRuntimeEndpoint).map((resource) => lastChange(aws, service, resource)),
      );
      return found.flat().filter(({ at }) => at >= oldest);
    },
  };
}

/** What the reader may call. */
export function agentRuntimeChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const arns = resourcesOf(services, agentRuntimeEndpoint).map(({ id }) => agentRuntimeEndpoint.arns(id));
  return [
    ...allow(
      ['bedrock-agentcore:GetAgentRuntimeEndpoint'],
      arns.flatMap(({ runtime, endpoint }) => [runtime, endpoint]),
    ),
    ...allow(
      ['bedrock-agentcore:ListAgentRuntimeVersions'],
      arns.map(({ runtime }) => runtime),
    ),
  ];
}

async function lastChange(
  aws: AwsClients,
  { id: service, region }: ServicePolicy,
  resource: Resource<AgentRuntimeEndpointId>,
): Promise<readonly Change[]> {
  const name = agentRuntimeEndpoint.describe(resource.id);
  const found = await readRuntimeEndpoint(aws, resource.id);
  if (found === null) throw new ConfigurationError(`There is no ${name}, which policy names`);
  const { version, updatedAt } = found;
  if (updatedAt === null) return [];
  const ready = (await listRuntimeVersions(aws, resource.id)).filter(({ status }) => status === 'READY');
  const newest = ready[0]?.version ?? version;
  const isBack = Number(newest) > Number(version);
  const lower = ready.find((each) => Number(each.version) < Number(version))?.version ?? null;
  const before = isBack ? newest : lower;
  // With one version only it was made, not changed.
  if (before === null) return [];
  const summary = isBack
    ? `AgentCore ${name} put back to v${version}, though there is v${newest}`
    : `AgentCore ${name} pointed at v${version}, after v${before}`;
  return [
    {
      id: `${resource.key}@${version}@${updatedAt}`,
      kind: 'agent-deployment',
      service,
      resource,
      summary,
      at: updatedAt,
      actor: null,
      size: null,
      trackRecord: null,
      before,
      after: version,
      link: agentRuntimeEndpoint.consoleUrl(resource.id, region),
    },
  ];
}
