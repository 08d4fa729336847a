import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  type ListServiceDeploymentsCommandOutput,
  type ServiceDeployment,
  type ServiceDeploymentBrief,
  type ServiceRevision,
} from '@aws-sdk/client-ecs';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { EcsServiceId } from '../ecs-service.ts';
import { inBatches } from './in-batches.ts';

/** Of a deployment that can be stopped. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
export function isInProgress(status: string | undefined): boolean {
  return status === 'PENDING' || status === 'IN_PROGRESS';
}

/** What both Describe operations take. */
const batchSize = 20;
const mostPages = 5;

/**
 * Deployments of a service that were created since then; ECS keeps 90 days of those since October 2024.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html
 */
export async function listServiceDeployments(
  aws: AwsClients,
  { cluster, service }: EcsServiceId,
  since: Date,
): Promise<readonly ServiceDeploymentBrief[]> {
  const found: ServiceDeploymentBrief[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const listed: ListServiceDeploymentsCommandOutput = await aws.get(ECSClient).send(
      new ListServiceDeploymentsCommand({
        cluster,
        service,
        createdAt: { after: since },
        maxResults: 100,
        nextToken: next,
      }),
    );
    found.push(...(listed.serviceDeployments ?? []));
    next = listed.nextToken;
    if (!next) return found;
  }
  throw new DependencyUnavailableError(
    `ECS has more than ${found.length} deployments of ${service} since ${since.toISOString()}`,
  );
}

/** Actions are about deployments that are suspects; these began in the days before the alert. */
const longestDays = 3;
/** So long ECS keeps them. */
export const quarterDays = 90;
const missing = ['ClusterNotFoundException', 'ServiceNotFoundException'];

/** Deployments of the last days; none where there is no such service. */
export async function listRecentDeployments(
  aws: AwsClients,
  id: EcsServiceId,
  now: Date,
  days = longestDays,
): Promise<readonly ServiceDeploymentBrief[]> {
  const since = new Date(now.getTime() - days * 86_400_000);
  return await orOnFault(listServiceDeployments(aws, id, since), missing, []);
}

/** One of them by its id, the last part of its ARN; null when there is none. */
export async function findServiceDeployment(
  aws: AwsClients,
  deployments: readonly ServiceDeploymentBrief[],
  deployment: string,
): Promise<ServiceDeployment | null> {
  const arns = deployments.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []);
  const arn = arns.find((each) => each.endsWith(`/${deployment}`));
  const [found = null] = arn === undefined ? [] : await describeServiceDeployments(aws, [arn]);
  return found;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export async function describeServiceDeployments(
  aws: AwsClients,
  arns: readonly string[],
): Promise<readonly ServiceDeployment[]> {
  const found = await inBatches(arns, batchSize, (serviceDeploymentArns) =>
    aws.get(ECSClient).send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns })),
  );
  return found.flatMap(({ serviceDeployments }) => serviceDeployments ?? []);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export async function describeServiceRevisions(
  aws: AwsClients,
  arns: readonly string[],
): Promise<readonly ServiceRevision[]> {
  const found = await inBatches(arns, batchSize, (serviceRevisionArns) =>
    aws.get(ECSClient).send(new DescribeServiceRevisionsCommand({ serviceRevisionArns })),
  );
  return found.flatMap(({ serviceRevisions }) => serviceRevisions ?? []);
}
