import * as z from 'zod/mini';
import { createJsonService, type JsonService } from '../../adapters/aws/clients/json-service.ts';
import { epochSeconds, readOutput } from '../../adapters/aws/clients/read-output.ts';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';

export interface EcsServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** What both Describe operations take. */
const batchSize = 20;
const mostPages = 5;

const briefSchema = z.object({
  serviceDeploymentArn: z.string(),
  status: z.string(),
  createdAt: z.number(),
  startedAt: z.nullish(z.number()),
});
export type EcsDeploymentBrief = z.output<typeof briefSchema>;

const revisionRefSchema = z.object({ arn: z.nullish(z.string()) });
const triggeredSchema = z.object({ status: z.nullish(z.string()) });
const detailSchema = z.object({
  serviceDeploymentArn: z.string(),
  sourceServiceRevisions: z.nullish(z.array(revisionRefSchema)),
  targetServiceRevision: z.nullish(revisionRefSchema),
  deploymentCircuitBreaker: z.nullish(triggeredSchema),
  alarms: z.nullish(triggeredSchema),
});
export type EcsDeploymentDetail = z.output<typeof detailSchema>;

const revisionSchema = z.object({
  serviceRevisionArn: z.string(),
  taskDefinition: z.nullish(z.string()),
  containerImages: z.nullish(
    z.array(
      z.object({
        containerName: z.nullish(z.string()),
        image: z.nullish(z.string()),
        imageDigest: z.nullish(z.string()),
      }),
    ),
  ),
});
export type EcsServiceRevision = z.output<typeof revisionSchema>;

const listSchema = z.object({
  serviceDeployments: z.nullish(z.array(briefSchema)),
  nextToken: z.nullish(z.string()),
});
const detailsSchema = z.object({ serviceDeployments: z.nullish(z.array(detailSchema)) });
const revisionsSchema = z.object({ serviceRevisions: z.nullish(z.array(revisionSchema)) });

function ecs(aws: AwsCaller): JsonService {
  return createJsonService(aws, {
    service: 'ecs',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    version: '1.1',
  });
}

/**
 * Deployments of a service that were created since then; ECS keeps 90 days of those since October 2024.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html
 */
export async function listServiceDeployments(
  aws: AwsCaller,
  { cluster, service }: EcsServiceName,
  since: Date,
): Promise<readonly EcsDeploymentBrief[]> {
  const found: EcsDeploymentBrief[] = [];
  let nextToken: string | null | undefined;
  for (let page = 0; page < mostPages && nextToken !== null; page += 1) {
    const input = {
      cluster,
      service,
      createdAt: { after: epochSeconds(since) },
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    };
    const listed = await readOutput(ecs(aws), 'ListServiceDeployments', input, listSchema);
    found.push(...(listed.serviceDeployments ?? []));
    nextToken = listed.nextToken ?? null;
  }
  if (nextToken === null) return found;
  throw new DependencyUnavailableError(
    `ECS has more than ${found.length} deployments of ${service} since ${since.toISOString()}`,
  );
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export async function describeServiceDeployments(
  aws: AwsCaller,
  arns: readonly string[],
): Promise<readonly EcsDeploymentDetail[]> {
  const found = await inBatches(arns, (serviceDeploymentArns) =>
    readOutput(ecs(aws), 'DescribeServiceDeployments', { serviceDeploymentArns }, detailsSchema),
  );
  return found.flatMap(({ serviceDeployments }) => serviceDeployments ?? []);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export async function describeServiceRevisions(
  aws: AwsCaller,
  arns: readonly string[],
): Promise<readonly EcsServiceRevision[]> {
  const found = await inBatches(arns, (serviceRevisionArns) =>
    readOutput(ecs(aws), 'DescribeServiceRevisions', { serviceRevisionArns }, revisionsSchema),
  );
  return found.flatMap(({ serviceRevisions }) => serviceRevisions ?? []);
}

function inBatches<Output>(
  arns: readonly string[],
  read: (batch: readonly string[]) => Promise<Output>,
): Promise<Output[]> {
  const batches = Array.from({ length: Math.ceil(arns.length / batchSize) }, (_, index) =>
    arns.slice(index * batchSize, (index + 1) * batchSize),
  );
  return Promise.all(batches.map(read));
}
