import {
  AppConfigClient,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

export interface EnvironmentName {
  readonly application: string;
  readonly environment: string;
}

export interface ProfileInEnvironment extends EnvironmentName {
  readonly profile: string;
}

/** One deployment of a configuration version into an environment. Numbers count up per environment. */
export interface AppConfigDeployment {
  readonly number: number;
  readonly profile: string;
  /** Name of the profile; null when AppConfig does not say. */
  readonly profileName: string | null;
  readonly version: string;
  /** `DEPLOYING`, `BAKING`, `COMPLETE`, `ROLLED_BACK` … as AppConfig says it. */
  readonly state: string;
  /** ISO 8601; null when AppConfig does not say. */
  readonly startedAt: string | null;
}

/** What a list says about a deployment. */
export interface DeploymentSummary {
  readonly number: number;
  readonly profileName: string | null;
  readonly state: string | null;
  /** ISO 8601; null when AppConfig does not say. */
  readonly startedAt: string | null;
}

/** While one of these, the environment takes no other deployment. */
export const inProgressStates: readonly string[] = ['VALIDATING', 'DEPLOYING', 'BAKING', 'ROLLING_BACK'];
/** What these deployed is not in effect. */
export const revertedStates: readonly string[] = ['ROLLING_BACK', 'ROLLED_BACK', 'REVERTED'];

/** Numbers of the newest 50 deployments, newest first. */
export async function listDeploymentNumbers(
  aws: AwsClients,
  name: EnvironmentName,
): Promise<readonly number[]> {
  return (await listDeployments(aws, name)).map(({ number }) => number);
}

/** The newest 50 deployments, newest first. ListDeployments. */
export async function listDeployments(
  aws: AwsClients,
  name: EnvironmentName,
): Promise<readonly DeploymentSummary[]> {
  const { Items = [] } = await aws
    .get(AppConfigClient)
    .send(new ListDeploymentsCommand({ ...environmentOf(name), MaxResults: 50 }));
  return Items.flatMap(({ DeploymentNumber, ConfigurationName, State, StartedAt }) =>
    DeploymentNumber === undefined
      ? []
      : [
          {
            number: DeploymentNumber,
            profileName: ConfigurationName ?? null,
            state: State ?? null,
            startedAt: StartedAt?.toISOString() ?? null,
          },
        ],
  ).sort((a, b) => b.number - a.number);
}

/** A list has no profile ids, so each one is read. GetDeployment. */
export async function readDeployment(
  aws: AwsClients,
  name: EnvironmentName,
  number: number,
): Promise<AppConfigDeployment> {
  const { ConfigurationProfileId, ConfigurationName, ConfigurationVersion, State, StartedAt } = await aws
    .get(AppConfigClient)
    .send(new GetDeploymentCommand({ ...environmentOf(name), DeploymentNumber: number }));
  if (ConfigurationProfileId === undefined || ConfigurationVersion === undefined || State === undefined) {
    throw new DependencyUnavailableError(`AppConfig does not tell what deployment ${number} is`);
  }
  return {
    number,
    profile: ConfigurationProfileId,
    profileName: ConfigurationName ?? null,
    version: ConfigurationVersion,
    state: State,
    startedAt: StartedAt?.toISOString() ?? null,
  };
}

/**
 * Starts a deployment to everybody at once if `latestNumber` still is the environment's newest and none is in progress,
 * else `conflict` and nothing is deployed; `refused` when there is no such version or the profile's validators reject it.
 * StartDeployment; gives the new deployment's number.
 */
export async function startDeployment(
  aws: AwsClients,
  name: EnvironmentName,
  { profile, version, description }: { profile: string; version: string; description: string },
  latestNumber: number,
): Promise<number | 'conflict' | 'refused'> {
  const command = new StartDeploymentCommand({
    ...environmentOf(name),
    ConfigurationProfileId: profile,
    ConfigurationVersion: version,
    DeploymentStrategyId: allAtOnceStrategy,
    Description: description,
    LatestDeploymentNumber: latestNumber,
  });
  const sent = aws.get(AppConfigClient, 'once').send(command);
  const accepted = orOnFault(sent, ['BadRequestException', 'ResourceNotFoundException'], 'refused');
  const started = await orOnFault(accepted, ['ConflictException'], 'conflict');
  if (started === 'conflict' || started === 'refused') return started;
  if (started.DeploymentNumber !== undefined) return started.DeploymentNumber;
  throw new DependencyUnavailableError(
    'AppConfig does not tell the number of the deployment that it started',
  );
}

/** Predefined: in effect at once, then baking for ten minutes. */
export const allAtOnceStrategy = 'AppConfig.AllAtOnce';

/**
 * Stops a deployment, which puts the previous configuration back; `conflict` when it was reverted already. Without
 * AllowRevert only one that is DEPLOYING is stopped; one at once is BAKING, and may be COMPLETE a moment later.
 * https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StopDeployment.html
 */
export async function stopDeployment(
  aws: AwsClients,
  name: EnvironmentName,
  number: number,
): Promise<'stopped' | 'conflict'> {
  const command = new StopDeploymentCommand({
    ...environmentOf(name),
    DeploymentNumber: number,
    AllowRevert: true,
  });
  const stopped = await orOnFault(
    aws.get(AppConfigClient, 'once').send(command),
    ['BadRequestException', 'ConflictException'],
    'conflict',
  );
  return stopped === 'conflict' ? stopped : 'stopped';
}

function environmentOf({ application, environment }: EnvironmentName) {
  return { ApplicationId: application, EnvironmentId: environment };
}
