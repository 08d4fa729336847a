import type { ServiceRevision } from '@aws-sdk/client-ecs';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ActionContext } from '../../ports/plug-ins/action.ts';
import { whyNotPullable } from '../../resources/aws/ecr-images.ts';
import {
  describeServiceRevisions,
  findServiceDeployment,
  listRecentDeployments,
} from '../../resources/aws/ecs-service-deployments.ts';
import { readTaskDefinition } from '../../resources/aws/ecs-services.ts';
import type { RollBackEcsParams } from './rollback-contract.ts';

/** Why the earlier task definition would not bring back what ran before, for people; null when it would. */
export async function whyNotRunnable(
  { aws, now }: ActionContext,
  params: RollBackEcsParams,
): Promise<string | null> {
  const { toTaskDefinition: wanted } = params;
  const earlier = await readTaskDefinition(aws, wanted);
  if (earlier === null) return `task definition ${wanted} is gone`;
  if (earlier.status !== 'ACTIVE')
    return `task definition ${wanted} is ${String(earlier.status).toLowerCase()}`;
  const revision = await readRevisionBefore(aws, params, now);
  if (revision === 'unfinished') return `the deployment of ${wanted} never finished`;
  for (const { name = '', image = '' } of earlier.containerDefinitions ?? []) {
    const ran = revision?.containerImages?.find(({ containerName }) => containerName === name)?.imageDigest;
    const why = await whyNotPullable(aws, image, ran);
    if (why !== null) return `${why}, which ${wanted} needs`;
  }
  return null;
}

/** What the suspect deployment replaced; null when ECS no longer tells. */
async function readRevisionBefore(
  aws: AwsClients,
  params: RollBackEcsParams,
  now: Date,
): Promise<ServiceRevision | 'unfinished' | null> {
  const deployments = await listRecentDeployments(aws, params, now);
  const suspect = await findServiceDeployment(aws, deployments, params.deployment);
  const arn = suspect?.sourceServiceRevisions?.[0]?.arn;
  if (arn === undefined) return null;
  const ended = deployments.filter(({ targetServiceRevisionArn }) => targetServiceRevisionArn === arn);
  if (ended.length > 0 && ended.every(({ status }) => status !== 'SUCCESSFUL')) return 'unfinished';
  const [revision = null] = await describeServiceRevisions(aws, [arn]);
  return revision;
}
