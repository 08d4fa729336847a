import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  type EnvironmentName,
  inProgressStates,
  readDeployment,
  revertedStates,
  stopDeployment,
} from '../../resources/aws/appconfig-deployments.ts';

export type Stop =
  | { readonly outcome: 'stopped' }
  /** It is too late to stop it; nothing was changed. */
  | { readonly outcome: 'finished' }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Stops a deployment in progress, which puts back the configuration before it. Looks before each try, so a lost answer or a
 * second run finds it stopped.
 */
export async function stopUnlessFinished(
  aws: AwsClients,
  name: EnvironmentName,
  number: number,
): Promise<Stop> {
  let reason = 'AppConfig refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const { state } = await readDeployment(aws, name, number);
      if (revertedStates.includes(state)) return { outcome: 'stopped' };
      if (!inProgressStates.includes(state)) return { outcome: 'finished' };
      if (attempt > attempts) break;
      if ((await stopDeployment(aws, name, number)) === 'stopped') return { outcome: 'stopped' };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', reason };
}
