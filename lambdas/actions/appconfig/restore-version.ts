import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  inProgressStates,
  type ProfileInEnvironment,
  readDeployment,
  revertedStates,
  startDeployment,
  stopDeployment,
} from '../../resources/aws/appconfig-deployments.ts';
import { readDeployedConfiguration } from './deployed-configuration.ts';

/** What an action did: the deployment that it started, or the one of somebody else that it stopped. */
const deployedSchema = z.object({ deployment: z.int(), stopped: z.optional(z.boolean()) });

export type Restoring =
  | { readonly outcome: 'restored' }
  /** The profile was deployed again since; nothing was touched. */
  | { readonly outcome: 'changed-since'; readonly version: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Puts a version back that an action replaced, unless the profile was deployed again since. A deployment that still bakes is
 * stopped, which reverts it; a finished one is followed by a deployment of the version before, and so is one that the
 * action itself stopped.
 */
export async function restoreVersion(
  aws: AwsClients,
  name: ProfileInEnvironment,
  before: { readonly version: string; readonly description: string },
  postState: Readonly<Record<string, unknown>>,
): Promise<Restoring> {
  const post = deployedSchema.safeParse(postState);
  if (!post.success) return { outcome: 'unknown', reason: 'what was done is not recorded' };
  let reason = 'AppConfig refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const restoring = await lookAndRestore(aws, name, before, post.data, attempt <= attempts);
      if (restoring !== 'look again') return restoring;
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', reason };
}

async function lookAndRestore(
  aws: AwsClients,
  name: ProfileInEnvironment,
  { version, description }: { readonly version: string; readonly description: string },
  { deployment, stopped }: z.infer<typeof deployedSchema>,
  mayAct: boolean,
): Promise<Restoring | 'look again'> {
  const { current, latestNumber } = await readDeployedConfiguration(aws, name);
  if (current !== null && current.number > deployment) {
    return current.version === version
      ? { outcome: 'restored' }
      : { outcome: 'changed-since', version: current.version };
  }
  const ours = await readDeployment(aws, name, deployment);
  if (stopped !== true && revertedStates.includes(ours.state)) return { outcome: 'restored' };
  if (!mayAct) return 'look again';
  if (stopped !== true && inProgressStates.includes(ours.state)) {
    return (await stopDeployment(aws, name, deployment)) === 'stopped'
      ? { outcome: 'restored' }
      : 'look again';
  }
  const started = await startDeployment(
    aws,
    name,
    { profile: name.profile, version, description },
    latestNumber,
  );
  return typeof started === 'string' ? 'look again' : { outcome: 'restored' };
}
