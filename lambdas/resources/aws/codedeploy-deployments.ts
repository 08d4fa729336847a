import {
  BatchGetDeploymentsCommand,
  CodeDeployClient,
  type DeploymentInfo,
  ListDeploymentsCommand,
  type ListDeploymentsCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { CodeDeployDeploymentGroupId } from '../codedeploy-deployment-group.ts';
import { inBatches } from './in-batches.ts';

/** What BatchGetDeployments takes. */
const batchSize = 25;
const mostPages = 10;

/**
 * Deployments of a group that were created in a span of time, in no particular order: nothing says in which ListDeployments
 * gives them. Rejects with DependencyUnavailableError when there are more than `most`.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
 */
export async function readDeployments(
  aws: AwsClients,
  group: CodeDeployDeploymentGroupId,
  { from, until, most }: { readonly from: Date; readonly until: Date; readonly most: number },
): Promise<readonly DeploymentInfo[]> {
  const client = aws.get(CodeDeployClient);
  const ids: string[] = [];
  let next: string | undefined;
  let pages = 0;
  do {
    const found: ListDeploymentsCommandOutput = await client.send(
      new ListDeploymentsCommand({
        applicationName: group.application,
        deploymentGroupName: group.deploymentGroup,
        createTimeRange: { start: from, end: until },
        nextToken: next,
      }),
    );
    ids.push(...(found.deployments ?? []));
    next = found.nextToken;
    pages += 1;
  } while (next && pages < mostPages);
  if (ids.length > most || next) {
    throw new DependencyUnavailableError(
      `CodeDeploy has more than ${most} deployments of ${group.application} since ${from.toISOString()}`,
    );
  }
  const infos = await inBatches(ids, batchSize, (deploymentIds) =>
    client.send(new BatchGetDeploymentsCommand({ deploymentIds })),
  );
  return infos.flatMap(({ deploymentsInfo }) => deploymentsInfo ?? []);
}
