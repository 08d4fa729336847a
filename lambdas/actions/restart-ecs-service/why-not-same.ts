import type { ActionContext } from '../../ports/plug-ins/action.ts';
import { whyNotPullable } from '../../resources/aws/ecr-images.ts';
import {
  describeServiceRevisions,
  listRecentDeployments,
  quarterDays,
} from '../../resources/aws/ecs-service-deployments.ts';
import type { EcsServiceId } from '../../resources/ecs-service.ts';

/** Why new tasks would not run what those in place run, for people; null when they would, or ECS does not tell what that is. */
export async function whyNotSame({ aws, now }: ActionContext, id: EcsServiceId): Promise<string | null> {
  const deployments = await listRecentDeployments(aws, id, now, quarterDays);
  const [newest] = deployments
    .filter(({ status }) => status === 'SUCCESSFUL')
    .toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  const arn = newest?.targetServiceRevisionArn;
  const [revision] = arn === undefined ? [] : await describeServiceRevisions(aws, [arn]);
  for (const { image = '', imageDigest } of revision?.containerImages ?? []) {
    const why = await whyNotPullable(aws, image, imageDigest);
    if (why !== null) return why;
  }
  return null;
}
