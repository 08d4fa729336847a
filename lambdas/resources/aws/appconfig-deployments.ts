import * as z from 'zod/mini';
import { unexpectedResponse } from '../../adapters/aws/clients/unexpected-response.ts';
import type { AwsCall, AwsCaller } from '../../ports/aws-caller.ts';

export interface EnvironmentName {
  readonly application: string;
  readonly environment: string;
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

const deploymentSchema = z.object({
  DeploymentNumber: z.int(),
  ConfigurationProfileId: z.string(),
  ConfigurationName: z.nullish(z.string()),
  ConfigurationVersion: z.string(),
  State: z.string(),
  StartedAt: z.nullish(z.string()),
});
const summariesSchema = z.object({
  Items: z.nullish(
    z.array(
      z.object({
        DeploymentNumber: z.int(),
        ConfigurationName: z.nullish(z.string()),
        State: z.nullish(z.string()),
        StartedAt: z.nullish(z.string()),
      }),
    ),
  ),
});
const startedSchema = z.object({ DeploymentNumber: z.int() });

/** Numbers of the newest 50 deployments, newest first. */
export async function listDeploymentNumbers(
  aws: AwsCaller,
  name: EnvironmentName,
): Promise<readonly number[]> {
  return (await listDeployments(aws, name)).map(({ number }) => number);
}

/** The newest 50 deployments, newest first. ListDeployments. */
export async function listDeployments(
  aws: AwsCaller,
  name: EnvironmentName,
): Promise<readonly DeploymentSummary[]> {
  const call: AwsCall = {
    service: 'appconfig',
    method: 'GET',
    path: `${deploymentsPath(name)}?max_results=50`,
  };
  const response = await aws.call(call);
  if (response.status !== 200) throw unexpectedResponse(call, response);
  const { Items } = summariesSchema.parse(JSON.parse(response.body));
  return (Items ?? [])
    .map(({ DeploymentNumber, ConfigurationName, State, StartedAt }) => ({
      number: DeploymentNumber,
      profileName: ConfigurationName ?? null,
      state: State ?? null,
      startedAt: isoOrNull(StartedAt),
    }))
    .sort((a, b) => b.number - a.number);
}

/** A list has no profile ids, so each one is read. GetDeployment. */
export async function readDeployment(
  aws: AwsCaller,
  name: EnvironmentName,
  number: number,
): Promise<AppConfigDeployment> {
  const call: AwsCall = { service: 'appconfig', method: 'GET', path: `${deploymentsPath(name)}/${number}` };
  const response = await aws.call(call);
  if (response.status !== 200) throw unexpectedResponse(call, response);
  const found = deploymentSchema.parse(JSON.parse(response.body));
  return {
    number: found.DeploymentNumber,
    profile: found.ConfigurationProfileId,
    profileName: found.ConfigurationName ?? null,
    version: found.ConfigurationVersion,
    state: found.State,
    startedAt: isoOrNull(found.StartedAt),
  };
}

/**
 * Starts a deployment to everybody at once if `latestNumber` still is the environment's newest and none is in progress,
 * else `conflict` and nothing is deployed. StartDeployment; gives the new deployment's number.
 */
export async function startDeployment(
  aws: AwsCaller,
  name: EnvironmentName,
  { profile, version, description }: { profile: string; version: string; description: string },
  latestNumber: number,
): Promise<number | 'conflict'> {
  const call: AwsCall = {
    service: 'appconfig',
    method: 'POST',
    path: deploymentsPath(name),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ConfigurationProfileId: profile,
      ConfigurationVersion: version,
      DeploymentStrategyId: allAtOnceStrategy,
      Description: description,
      LatestDeploymentNumber: latestNumber,
    }),
  };
  const response = await aws.call(call);
  if (response.status === 409) return 'conflict';
  if (response.status !== 201 && response.status !== 200) throw unexpectedResponse(call, response);
  return startedSchema.parse(JSON.parse(response.body)).DeploymentNumber;
}

/** Predefined: in effect at once, then baking for ten minutes. */
export const allAtOnceStrategy = 'AppConfig.AllAtOnce';

/**
 * Stops a deployment, which puts the previous configuration back; `conflict` when it was reverted already. Without
 * Allow-Revert only one that is DEPLOYING is stopped; one at once is BAKING, and may be COMPLETE a moment later.
 * https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StopDeployment.html
 */
export async function stopDeployment(
  aws: AwsCaller,
  name: EnvironmentName,
  number: number,
): Promise<'stopped' | 'conflict'> {
  const call: AwsCall = {
    service: 'appconfig',
    method: 'DELETE',
    path: `${deploymentsPath(name)}/${number}`,
    headers: { 'allow-revert': 'true' },
  };
  const response = await aws.call(call);
  if (response.status === 400 || response.status === 409) return 'conflict';
  if (response.status !== 202 && response.status !== 200) throw unexpectedResponse(call, response);
  return 'stopped';
}

function isoOrNull(time: string | null | undefined): string | null {
  return time == null ? null : new Date(time).toISOString();
}

function deploymentsPath({ application, environment }: EnvironmentName): string {
  return `/applications/${encodeURIComponent(application)}/environments/${encodeURIComponent(environment)}/deployments`;
}
