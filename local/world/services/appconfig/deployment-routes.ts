import * as z from 'zod';
import type { LocalResponse } from '../../../cloud/http/loopback-server.ts';
import { readInput } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/page.ts';
import { type RestCall, restResponse } from '../../protocol/rest-json.ts';
import {
  type AppConfigState,
  deployVersion,
  type Environment,
  findProfile,
  findVersion,
} from './appconfig-state.ts';
import { inProgress, progressOf, strategyOf } from './deployment-progress.ts';
import { deploymentStrategies } from './deployment-strategies.ts';
import { badRequest, conflict, environmentOf, notFound } from './find-resource.ts';

type Call = RestCall<AppConfigState>;

const REVERTIBLE_MS = 72 * 3_600_000;

const startSchema = z.object({
  ConfigurationProfileId: z.string(),
  ConfigurationVersion: z.string(),
  DeploymentStrategyId: z.string(),
  Description: z.string().default(''),
  LatestDeploymentNumber: z.number().int().optional(),
});

export function listDeployments(call: Call): LocalResponse {
  const environment = environmentOf(call);
  const summaries = environment.deployments.map((_, index) => summaryOf(call, environment, index + 1));
  const { query } = call.request;
  const size = Math.min(Number(query.get('max_results') ?? 50), 50, call.mostPerPage);
  const page = pageOf(summaries.toReversed(), query.get('next_token'), size, 'BadRequestException');
  return restResponse(200, { Items: page.entries, NextToken: page.nextToken });
}

export function getDeployment(call: Call): LocalResponse {
  return restResponse(200, describe(call, environmentOf(call), numberOf(call)));
}

/** One deployment at a time in each environment, whatever the profile. */
export function startDeployment(call: Call): LocalResponse {
  const environment = environmentOf(call);
  const input = readInput(startSchema, call.request.body, 'BadRequestException');
  const { application, id } = environment;
  const profile = findProfile(call.state, application, input.ConfigurationProfileId);
  const version = Number(input.ConfigurationVersion);
  if (profile === undefined || findVersion(profile, version) === undefined) {
    throw notFound(`configuration version ${input.ConfigurationVersion}`);
  }
  if (!Object.hasOwn(deploymentStrategies, input.DeploymentStrategyId)) {
    throw notFound(`deployment strategy ${input.DeploymentStrategyId}`);
  }
  const latest = input.LatestDeploymentNumber;
  if (latest !== undefined && latest !== environment.deployments.length) {
    throw conflict('Latest deployment number does not match.');
  }
  const busy = inProgress(environment, call.nowMs);
  if (busy !== null) throw conflict(`Deployment ${busy} to this environment is in progress.`);
  const place = { application, environment: id, profile: profile.id };
  const number = deployVersion(
    call.state,
    place,
    version,
    input.Description,
    call.nowMs,
    input.DeploymentStrategyId,
  );
  call.save();
  return restResponse(201, describe(call, environment, number));
}

/**
 * One in progress is rolled back, one that is complete is reverted for 72 hours; but without Allow-Revert only one that
 * is DEPLOYING is stopped. https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StopDeployment.html
 */
export function stopDeployment(call: Call): LocalResponse {
  const environment = environmentOf(call);
  const number = numberOf(call);
  const deployment = environment.deployments[number - 1];
  const { state, completedAtMs } = progressOf(environment, number, call.nowMs);
  const mayRevert = call.request.headers['allow-revert'] === 'true';
  if (state !== 'DEPLOYING' && !mayRevert) throw badRequest(`Deployment ${number} is ${state}.`);
  if (state === 'ROLLED_BACK' || state === 'REVERTED') throw badRequest(`Deployment ${number} is ${state}.`);
  if (state === 'COMPLETE') {
    if (call.nowMs - (completedAtMs ?? 0) > REVERTIBLE_MS) {
      throw badRequest(`Deployment ${number} was completed more than 72 hours ago.`);
    }
    const busy = inProgress(environment, call.nowMs);
    if (busy !== null) throw conflict(`Deployment ${busy} to this environment is in progress.`);
  }
  if (deployment !== undefined) deployment.stoppedAt = new Date(call.nowMs).toISOString();
  call.save();
  return restResponse(202, describe(call, environment, number));
}

function numberOf(call: Call): number {
  const number = Number(call.parameter('DeploymentNumber'));
  if (environmentOf(call).deployments[number - 1] === undefined) throw notFound(`deployment ${number}`);
  return number;
}

/** What a list says about a deployment. */
function summaryOf({ state, nowMs }: Call, environment: Environment, number: number) {
  const deployment = environment.deployments[number - 1];
  if (deployment === undefined) throw notFound(`deployment ${number}`);
  const strategy = strategyOf(deployment);
  const progress = progressOf(environment, number, nowMs);
  return {
    DeploymentNumber: number,
    ConfigurationProfileId: deployment.profile,
    ConfigurationName: findProfile(state, environment.application, deployment.profile)?.name,
    ConfigurationVersion: String(deployment.version),
    DeploymentDurationInMinutes: strategy.durationMinutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    State: progress.state,
    PercentageComplete: progress.percentageComplete,
    StartedAt: deployment.at,
    ...(progress.completedAtMs === null
      ? {}
      : { CompletedAt: new Date(progress.completedAtMs).toISOString() }),
  };
}

function describe(call: Call, environment: Environment, number: number) {
  const deployment = environment.deployments[number - 1];
  return {
    ...summaryOf(call, environment, number),
    ApplicationId: environment.application,
    EnvironmentId: environment.id,
    DeploymentStrategyId: deployment?.strategy,
    ConfigurationLocationUri: 'hosted',
    Description: deployment?.description,
  };
}
