import { randomUUID } from 'node:crypto';
import type { StateDirectory } from '../cloud/state-directory.ts';
import type { Scenario } from './scenario.ts';

const FILE = 'account.json';

export interface FunctionVersion {
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly publishedAt: string;
}

export interface Alias {
  readonly name: string;
  version: string;
  revisionId: string;
  /** Version and since when, oldest first. */
  readonly history: { readonly version: string; readonly at: string }[];
}

export interface SimulatedFunction {
  readonly name: string;
  readonly versions: FunctionVersion[];
  readonly aliases: Alias[];
}

export interface FlagValues {
  readonly [flag: string]: { readonly enabled: boolean };
}

export interface FlagProfile {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
  /** Hosted configuration versions, oldest first; version n is at n - 1. */
  readonly versions: { readonly content: string; readonly description: string }[];
  /** Deployments, oldest first; number n is at n - 1. */
  readonly deployments: { readonly version: number; readonly at: string; readonly description: string }[];
}

interface AccountState {
  readonly scenario: string;
  readonly startedAt: string;
  played: number;
  readonly functions: SimulatedFunction[];
  readonly profiles: FlagProfile[];
}

/** The simulated AWS account: what the APIs answer from and change. Every change is on disk before it is answered. */
export class Account {
  readonly #state: AccountState;
  readonly #directory: StateDirectory;

  private constructor(state: AccountState, directory: StateDirectory) {
    this.#state = state;
    this.#directory = directory;
  }

  /** The account that was kept, if the same scenario made it; else a new one. */
  static open(scenario: Scenario, directory: StateDirectory, nowMs: number): Account {
    const kept = directory.readJson(FILE) as AccountState | undefined;
    if (kept?.scenario === scenario.name) return new Account(kept, directory);
    const account = new Account(newState(scenario, nowMs), directory);
    account.#save();
    return account;
  }

  get startedAtMs(): number {
    return Date.parse(this.#state.startedAt);
  }

  /** Events of the story that have happened. */
  get played(): number {
    return this.#state.played;
  }

  finishEvent(): void {
    this.#state.played += 1;
    this.#save();
  }

  findFunction(name: string): SimulatedFunction | undefined {
    return this.#state.functions.find((candidate) => candidate.name === name);
  }

  findAlias(functionName: string, alias: string): Alias | undefined {
    return this.findFunction(functionName)?.aliases.find(({ name }) => name === alias);
  }

  findProfile(application: string, profile: string): FlagProfile | undefined {
    return this.#state.profiles.find((one) => one.application === application && one.profile === profile);
  }

  get profiles(): readonly FlagProfile[] {
    return this.#state.profiles;
  }

  publishVersion(functionName: string, version: string, nowMs: number): void {
    this.findFunction(functionName)?.versions.push({ version, publishedAt: iso(nowMs) });
    this.#save();
  }

  pointAlias(alias: Alias, version: string, nowMs: number): void {
    alias.version = version;
    alias.revisionId = randomUUID();
    alias.history.push({ version, at: iso(nowMs) });
    this.#save();
  }

  /** @returns the new version's number */
  addConfiguration(profile: FlagProfile, content: string, description: string): number {
    profile.versions.push({ content, description });
    this.#save();
    return profile.versions.length;
  }

  /** @returns the deployment's number */
  deployConfiguration(profile: FlagProfile, version: number, description: string, nowMs: number): number {
    profile.deployments.push({ version, at: iso(nowMs), description });
    this.#save();
    return profile.deployments.length;
  }

  /** The version that an alias pointed at, at a moment. */
  versionAt(functionName: string, atMs: number): string | undefined {
    const history = this.findFunction(functionName)?.aliases[0]?.history ?? [];
    return history.findLast(({ at }) => Date.parse(at) <= atMs)?.version;
  }

  /** Whether a flag was on at a moment. */
  flagAt(application: string, profile: string, flag: string, atMs: number): boolean {
    const found = this.findProfile(application, profile);
    const deployment = found?.deployments.findLast(({ at }) => Date.parse(at) <= atMs);
    if (found === undefined || deployment === undefined) return false;
    return flagValues(found.versions[deployment.version - 1]?.content)[flag]?.enabled === true;
  }

  #save(): void {
    this.#directory.writeJson(FILE, this.#state);
  }
}

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
export function flagDocument(values: FlagValues): string {
  const flags = Object.fromEntries(Object.keys(values).map((name) => [name, { name }]));
  return JSON.stringify({ version: '1', flags, values });
}

export function flagValues(document: string | undefined): FlagValues {
  if (document === undefined) return {};
  const { values }: { values?: FlagValues } = JSON.parse(document);
  return values ?? {};
}

function newState(scenario: Scenario, nowMs: number): AccountState {
  const ago = (minutes: number): string => iso(nowMs - minutes * 60_000);
  return {
    scenario: scenario.name,
    startedAt: iso(nowMs),
    played: 0,
    functions: scenario.functions.map(({ name, alias, versions, live }) => ({
      name,
      versions: versions.map(({ version, minutesAgo }) => ({ version, publishedAt: ago(minutesAgo) })),
      aliases: [
        {
          name: alias,
          version: live,
          revisionId: randomUUID(),
          history: versions
            .filter(({ version }) => Number(version) <= Number(live))
            .map(({ version, minutesAgo }) => ({ version, at: ago(minutesAgo) })),
        },
      ],
    })),
    profiles: scenario.flags.map(({ application, environment, profile, minutesAgo, values }) => ({
      application,
      environment,
      profile,
      versions: [{ content: flagDocument(values), description: 'Set up' }],
      deployments: [{ version: 1, at: ago(minutesAgo), description: 'Set up' }],
    })),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
