import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { Execution } from '../../ports/action.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  inProgressStates,
  readDeployment,
  revertedStates,
  stopDeployment,
} from '../../resources/aws/appconfig-deployments.ts';
import type { FlagPreState, SwitchOffFlagParams } from './switch-off-flag-contract.ts';

const attempts = 2;

/**
 * Stops the deployment that switched the flag on, which puts back the configuration before it. Looks before each try, so
 * a lost answer or a second run finds it stopped. `finished`: it is too late to stop it; nothing was changed.
 */
export async function stopFlagDeployment(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
  number: number,
): Promise<Execution | 'finished'> {
  let reason = 'AppConfig refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const { state } = await readDeployment(aws, params, number);
      if (revertedStates.includes(state)) return stopped(params, preState, number);
      if (!inProgressStates.includes(state)) return 'finished';
      if (attempt > attempts) break;
      if ((await stopDeployment(aws, params, number)) === 'stopped') return stopped(params, preState, number);
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', text: `Whether deployment ${number} was stopped is not known: ${reason}` };
}

function stopped(
  { flag, environment }: SwitchOffFlagParams,
  { version }: FlagPreState,
  deployment: number,
): Execution {
  return {
    outcome: 'done',
    text: `The flag ${flag} is off in ${environment}: deployment ${deployment} of version ${version} was stopped`,
    postState: { deployment, stopped: true },
  };
}
