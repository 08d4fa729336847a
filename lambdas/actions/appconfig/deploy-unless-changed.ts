import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { type ProfileInEnvironment, startDeployment } from '../../resources/aws/appconfig-deployments.ts';
import { readDeployedConfiguration } from './deployed-configuration.ts';

export interface WantedDeployment {
  readonly description: string;
  /** The version to deploy; otherwise what somebody else did, so that there is none. */
  version(): Promise<{ readonly version: string } | { readonly changed: string }>;
  /** Whether a version that was deployed since says what is wanted. */
  isWanted(version: string): Promise<boolean>;
}

export type Deployment =
  | { readonly outcome: 'deployed'; readonly number: number; readonly version: string }
  /** Nothing was deployed. */
  | { readonly outcome: 'stale'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Deploys a version of a profile at once, if nothing was deployed to the environment since `latestDeployment`. Each attempt
 * begins by looking, so a lost answer or a second run finds what is there instead of doing it again.
 */
export async function deployUnlessChanged(
  aws: AwsClients,
  name: ProfileInEnvironment,
  latestDeployment: number,
  wanted: WantedDeployment,
): Promise<Deployment> {
  let reason = 'AppConfig refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const found = await look(aws, name, latestDeployment, wanted);
      if (found !== 'untouched') return found;
      if (attempt > attempts) break;
      const made = await wanted.version();
      if ('changed' in made) return { outcome: 'stale', reason: made.changed };
      const { description } = wanted;
      const started = await startDeployment(
        aws,
        name,
        { profile: name.profile, version: made.version, description },
        latestDeployment,
      );
      if (started === 'refused') {
        return { outcome: 'stale', reason: `AppConfig does not accept version ${made.version}` };
      }
      if (started !== 'conflict') return { outcome: 'deployed', number: started, version: made.version };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', reason };
}

async function look(
  aws: AwsClients,
  name: ProfileInEnvironment,
  latestDeployment: number,
  wanted: WantedDeployment,
): Promise<Deployment | 'untouched'> {
  const { current, latestNumber, inProgress } = await readDeployedConfiguration(aws, name);
  if (latestNumber === latestDeployment) return 'untouched';
  if (current === null || current.number <= latestDeployment) {
    const busy = inProgress === null ? '' : ` (deployment ${inProgress.number} is ${inProgress.state})`;
    const reason = `somebody else deployed something to ${name.environment}${busy}`;
    return { outcome: 'stale', reason };
  }
  return (await wanted.isWanted(current.version))
    ? { outcome: 'deployed', number: current.number, version: current.version }
    : { outcome: 'stale', reason: `somebody else deployed version ${current.version} of ${name.profile}` };
}
