import type { Scenario } from '../../scenario/scenario.ts';
import { allAtOnce } from './deployment-strategies.ts';
import { flagDocument, flagValues } from './flag-document.ts';

export interface HostedVersion {
  readonly content: string;
  readonly contentType: string;
  readonly description: string;
  /** Somebody deleted it; its number is not used again. */
  isDeleted?: true;
}

export interface ConfigurationProfile {
  readonly application: string;
  readonly id: string;
  readonly name: string;
  readonly type: 'AWS.AppConfig.FeatureFlags' | 'AWS.Freeform';
  /** Hosted versions, oldest first; version n is at n - 1. */
  readonly versions: HostedVersion[];
}

export interface StartedDeployment {
  readonly profile: string;
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly strategy: string;
  readonly description: string;
  /** When it was stopped, or reverted after it was complete; null while neither. */
  stoppedAt: string | null;
}

export interface Environment {
  readonly application: string;
  readonly id: string;
  readonly name: string;
  /** Of all profiles, oldest first; number n is at n - 1. */
  readonly deployments: StartedDeployment[];
}

export interface AppConfigState {
  readonly profiles: ConfigurationProfile[];
  readonly environments: Environment[];
}

/** What of AppConfig a flag lives in; names are the same as ids. */
export interface FlagPlace {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
}

export function seedAppConfig({ flags, configurations }: Scenario, startedAtMs: number): AppConfigState {
  const state: AppConfigState = { profiles: [], environments: [] };
  const profiles = [
    ...flags.map(({ values, ...rest }) => ({ ...rest, content: flagDocument(values) })),
    ...configurations.map((one) => ({ ...one, content: configurationContent(1) })),
  ];
  const oldestFirst = profiles.toSorted((a, b) => b.minutesAgo - a.minutesAgo);
  for (const { minutesAgo, content, ...place } of oldestFirst) {
    addProfile(state, place, content, startedAtMs - minutesAgo * 60_000);
  }
  return state;
}

/** What a version of a configuration without flags says; no client reads it. */
export function configurationContent(version: number): string {
  return JSON.stringify({ revision: version });
}

/** A profile with its first version, deployed at that time. Content without flags makes it a freeform one. */
export function addProfile(
  state: AppConfigState,
  place: FlagPlace,
  content: string,
  deployedAtMs: number,
): void {
  const { application, environment, profile } = place;
  if (findEnvironment(state, application, environment) === undefined) {
    state.environments.push({ application, id: environment, name: environment, deployments: [] });
  }
  const type = Object.keys(flagValues(content)).length > 0 ? 'AWS.AppConfig.FeatureFlags' : 'AWS.Freeform';
  state.profiles.push({ application, id: profile, name: profile, type, versions: [] });
  addVersion(state, place, content, 'Set up');
  deployVersion(state, place, 1, 'Set up', deployedAtMs);
}

export function findProfile(
  { profiles }: AppConfigState,
  application: string,
  profile: string,
): ConfigurationProfile | undefined {
  return profiles.find((one) => one.application === application && one.id === profile);
}

export function findEnvironment(
  { environments }: AppConfigState,
  application: string,
  environment: string,
): Environment | undefined {
  return environments.find((one) => one.application === application && one.id === environment);
}

/** A version that is there; numbers of deleted ones are not used again. */
export function findVersion({ versions }: ConfigurationProfile, number: number): HostedVersion | undefined {
  const version = versions[number - 1];
  return version?.isDeleted === true ? undefined : version;
}

/** Where a flag is, by the newest version that has it. */
export function findFlag(state: AppConfigState, flag: string): FlagPlace | undefined {
  const found = state.profiles.find(({ versions }) => flag in flagValues(versions.at(-1)?.content));
  if (found === undefined) return undefined;
  const { application, id: profile } = found;
  const environment = state.environments.find((one) => one.application === application);
  return environment && { application, environment: environment.id, profile };
}

/** @returns the new version's number */
export function addVersion(
  state: AppConfigState,
  { application, profile }: Omit<FlagPlace, 'environment'>,
  content: string,
  description: string,
  contentType = 'application/json',
): number {
  return profileOf(state, application, profile).versions.push({ content, contentType, description });
}

/** @returns the deployment's number */
export function deployVersion(
  state: AppConfigState,
  { application, environment, profile }: FlagPlace,
  version: number,
  description: string,
  atMs: number,
  strategy: string = allAtOnce,
): number {
  const at = new Date(atMs).toISOString();
  const found = findEnvironment(state, application, environment);
  if (found === undefined) throw new Error(`${application} has no environment ${environment}`);
  return found.deployments.push({ profile, version, at, strategy, description, stoppedAt: null });
}

function profileOf(state: AppConfigState, application: string, profile: string): ConfigurationProfile {
  const found = findProfile(state, application, profile);
  if (found === undefined) throw new Error(`${application} has no profile ${profile}`);
  return found;
}
