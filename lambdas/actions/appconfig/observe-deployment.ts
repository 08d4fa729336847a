import * as z from 'zod/mini';
import type { Settling } from '../../domain/records/step-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { type EnvironmentName, readDeployment } from '../../resources/aws/appconfig-deployments.ts';

const postStateSchema = z.object({ deployment: z.int() });
/** While one of these, only some of the clients get what is wanted. */
const movingStates: readonly string[] = ['VALIDATING', 'DEPLOYING', 'ROLLING_BACK'];

/** Whether AppConfig gives all clients what was deployed, or what was there before a deployment that was stopped. */
export async function observeDeployment(
  aws: AwsClients,
  name: EnvironmentName,
  postState: Readonly<Record<string, unknown>>,
): Promise<Settling> {
  const post = postStateSchema.safeParse(postState);
  if (!post.success) return { settled: false, text: 'It is not recorded what was done' };
  const { state } = await readDeployment(aws, name, post.data.deployment);
  return movingStates.includes(state)
    ? { settled: false, text: `Deployment ${post.data.deployment} is still ${state}` }
    : { settled: true, text: `Deployment ${post.data.deployment} is ${state}: all clients get it` };
}
