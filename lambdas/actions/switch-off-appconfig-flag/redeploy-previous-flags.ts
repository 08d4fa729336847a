import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { Undoing } from '../../ports/action.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  inProgressStates,
  readDeployment,
  revertedStates,
  startDeployment,
  stopDeployment,
} from '../../resources/aws/appconfig-deployments.ts';
import { readDeployedConfiguration } from './deployed-configuration.ts';
import type { FlagPreState, SwitchOffFlagParams } from './switch-off-flag-contract.ts';

const postStateSchema = z.object({ deployment: z.int(), stopped: z.optional(z.boolean()) });
const attempts = 2;

/**
 * Puts the previous configuration back, unless the profile was deployed again since. A deployment that still bakes is
 * stopped, which reverts it; a finished one is followed by a deployment of the version before, and so is one that the
 * action itself stopped.
 */
export async function redeployPreviousFlags(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
  postState: Readonly<Record<string, unknown>>,
): Promise<Undoing> {
  const post = postStateSchema.safeParse(postState);
  if (!post.success) {
    return { outcome: 'unknown', text: `What was done to the flag ${params.flag} is not recorded` };
  }
  let reason = 'AppConfig refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const undoing = await lookAndUndo(aws, params, preState, post.data, attempt <= attempts);
      if (undoing !== 'look again') return undoing;
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', text: `Whether the flag ${params.flag} is on again is not known: ${reason}` };
}

async function lookAndUndo(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
  { deployment, stopped }: z.infer<typeof postStateSchema>,
  mayAct: boolean,
): Promise<Undoing | 'look again'> {
  const { current, latestNumber } = await readDeployedConfiguration(aws, params, params.profile);
  if (current !== null && current.number > deployment) {
    if (current.version === preState.version) return undone(params, preState);
    return {
      outcome: 'changed-since',
      text: `${params.profile} was deployed again since: version ${current.version}`,
    };
  }
  const ours = await readDeployment(aws, params, deployment);
  if (stopped !== true && revertedStates.includes(ours.state)) return undone(params, preState);
  if (!mayAct) return 'look again';
  if (stopped !== true && inProgressStates.includes(ours.state)) {
    return (await stopDeployment(aws, params, deployment)) === 'stopped'
      ? undone(params, preState)
      : 'look again';
  }
  const started = await startDeployment(
    aws,
    params,
    {
      profile: params.profile,
      version: preState.version,
      description: `Firebreak: ${params.flag} as it was`,
    },
    latestNumber,
  );
  return started === 'conflict' ? 'look again' : undone(params, preState);
}

function undone({ flag, environment }: SwitchOffFlagParams, { version }: FlagPreState): Undoing {
  return {
    outcome: 'undone',
    text: `The flag ${flag} is in ${environment} as it was, by version ${version}`,
  };
}
