import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  type AppConfigDeployment,
  inProgressStates,
  listDeploymentNumbers,
  type ProfileInEnvironment,
  readDeployment,
  revertedStates,
} from '../../resources/aws/appconfig-deployments.ts';

export interface DeployedConfiguration {
  /** Number of the environment's newest deployment, of whatever profile. */
  readonly latestNumber: number;
  /** The newest deployment of the profile that is in effect; null when it was never deployed. */
  readonly current: AppConfigDeployment | null;
  /** The one deployment that keeps the environment busy, or null. */
  readonly inProgress: AppConfigDeployment | null;
}

/** What of a profile is in effect in an environment, found by looking at its newest deployments. */
export async function readDeployedConfiguration(
  aws: AwsClients,
  name: ProfileInEnvironment,
): Promise<DeployedConfiguration> {
  const numbers = await listDeploymentNumbers(aws, name);
  let inProgress: AppConfigDeployment | null = null;
  for (const number of numbers) {
    const deployment = await readDeployment(aws, name, number);
    if (inProgressStates.includes(deployment.state)) inProgress ??= deployment;
    if (deployment.profile === name.profile && !revertedStates.includes(deployment.state)) {
      return { latestNumber: numbers[0] ?? 0, current: deployment, inProgress };
    }
  }
  return { latestNumber: numbers[0] ?? 0, current: null, inProgress };
}

/** The profile's deployment in effect before `number`; null when there is none among the newest. */
export async function readPreviousDeployment(
  aws: AwsClients,
  name: ProfileInEnvironment,
  number: number,
): Promise<AppConfigDeployment | null> {
  for (const older of (await listDeploymentNumbers(aws, name)).filter((each) => each < number)) {
    const deployment = await readDeployment(aws, name, older);
    if (deployment.profile === name.profile && !revertedStates.includes(deployment.state)) return deployment;
  }
  return null;
}
