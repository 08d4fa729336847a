import * as z from 'zod/mini';
import { createJsonService } from '../../adapters/aws/clients/json-service.ts';
import { epochSeconds, readOutput } from '../../adapters/aws/clients/read-output.ts';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';

export interface DeploymentGroup {
  readonly application: string;
  readonly deploymentGroup: string;
}

/** What BatchGetDeployments takes. */
const batchSize = 25;
const mostPages = 10;

const revisionSchema = z.object({
  s3Location: z.nullish(z.object({ bucket: z.nullish(z.string()), key: z.nullish(z.string()) })),
  gitHubLocation: z.nullish(z.object({ repository: z.nullish(z.string()), commitId: z.nullish(z.string()) })),
  string: z.nullish(z.object({ sha256: z.nullish(z.string()) })),
  appSpecContent: z.nullish(z.object({ sha256: z.nullish(z.string()) })),
});
export type CodeDeployRevision = z.output<typeof revisionSchema>;

const deploymentSchema = z.object({
  deploymentId: z.string(),
  status: z.string(),
  createTime: z.number(),
  startTime: z.nullish(z.number()),
  completeTime: z.nullish(z.number()),
  creator: z.nullish(z.string()),
  description: z.nullish(z.string()),
  revision: z.nullish(revisionSchema),
  previousRevision: z.nullish(revisionSchema),
  rollbackInfo: z.nullish(
    z.object({
      rollbackDeploymentId: z.nullish(z.string()),
      rollbackTriggeringDeploymentId: z.nullish(z.string()),
    }),
  ),
});
export type CodeDeployDeployment = z.output<typeof deploymentSchema>;

const listSchema = z.object({
  deployments: z.nullish(z.array(z.string())),
  nextToken: z.nullish(z.string()),
});
const batchSchema = z.object({ deploymentsInfo: z.nullish(z.array(deploymentSchema)) });

/**
 * Deployments of a group that were created in a span of time, in no particular order: nothing says in which ListDeployments
 * gives them. Rejects with DependencyUnavailableError when there are more than `most`.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
 */
export async function readDeployments(
  aws: AwsCaller,
  group: DeploymentGroup,
  { from, until, most }: { readonly from: Date; readonly until: Date; readonly most: number },
): Promise<readonly CodeDeployDeployment[]> {
  const call = createJsonService(aws, {
    service: 'codedeploy',
    targetPrefix: 'CodeDeploy_20141006',
    version: '1.1',
  });
  const ids: string[] = [];
  let nextToken: string | null | undefined;
  for (let page = 0; page < mostPages && nextToken !== null; page += 1) {
    const input = {
      applicationName: group.application,
      deploymentGroupName: group.deploymentGroup,
      createTimeRange: { start: epochSeconds(from), end: epochSeconds(until) },
      ...(nextToken === undefined ? {} : { nextToken }),
    };
    const found = await readOutput(call, 'ListDeployments', input, listSchema);
    ids.push(...(found.deployments ?? []));
    nextToken = found.nextToken ?? null;
  }
  if (ids.length > most || nextToken !== null) {
    throw new DependencyUnavailableError(
      `CodeDeploy has more than ${most} deployments of ${group.application} since ${from.toISOString()}`,
    );
  }
  const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
  const infos = await Promise.all(
    batches.map((deploymentIds) => readOutput(call, 'BatchGetDeployments', { deploymentIds }, batchSchema)),
  );
  return infos.flatMap(({ deploymentsInfo }) => deploymentsInfo ?? []);
}
