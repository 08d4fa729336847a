import { randomUUID } from 'node:crypto';
import type { StateDirectory } from '../cloud/state/state-directory.ts';
import type { Scenario } from './scenario.ts';
import type { StoryEvent } from './scenario-schema.ts';

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
  /** Other versions and their share of the traffic, 0 to 1. */
  weights: Weights;
  /** Version and since when, oldest first. */
  readonly history: { readonly version: string; readonly at: string; readonly weights?: Weights }[];
}

export type Weights = Readonly<Record<string, number>>;

export interface SimulatedFunction {
  readonly name: string;
  readonly versions: FunctionVersion[];
  readonly aliases: Alias[];
}

export interface FlagValue {
  readonly enabled: boolean;
  /** Attributes of the flag. */
  readonly [attribute: string]: unknown;
}

export type FlagValues = Readonly<Record<string, FlagValue>>;

export interface FlagProfile {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
  /** Hosted configuration versions, oldest first; version n is at n - 1. */
  readonly versions: { readonly content: string; readonly description: string }[];
  /** Deployments, oldest first; number n is at n - 1. */
  readonly deployments: { readonly version: number; readonly at: string; readonly description: string }[];
}

/** When something was in place, and for which share of the requests. Epoch milliseconds. */
export interface Span {
  readonly from: number;
  /** Infinity while it still is. */
  readonly until: number;
  readonly share: number;
}

interface AccountState {
  /** Name and seed. */
  readonly scenario: string;
  /** Conditions that came, by the event's id. */
  readonly conditions: Record<string, { readonly from: string; readonly until: string | null }>;
  readonly startedAt: string;
  played: number;
  readonly functions: SimulatedFunction[];
  readonly profiles: FlagProfile[];
}

/** The simulated AWS account: what the APIs answer from and change. Every change is on disk before it is answered. */
export class Account {
  readonly #state: AccountState;
  /** Before the story, by function. */
  readonly #newestVersions: ReadonlyMap<string, number>;
  readonly #story: readonly StoryEvent[];
  readonly #startedAtMs: number;
  readonly #directory: StateDirectory;
  readonly #spans = new Map<string, readonly Span[]>();

  private constructor(scenario: Scenario, state: AccountState, directory: StateDirectory) {
    this.#story = scenario.story;
    this.#newestVersions = new Map(
      scenario.functions.map(({ name, versions }) => [
        name,
        Math.max(...versions.map((one) => Number(one.version))),
      ]),
    );
    this.#state = state;
    this.#startedAtMs = Date.parse(state.startedAt);
    this.#directory = directory;
  }

  /** The account that was kept, if the same scenario made it; else a new one. */
  static open(scenario: Scenario, directory: StateDirectory, nowMs: number): Account {
    const kept = directory.readJson(FILE) as AccountState | undefined;
    if (kept?.scenario === keyOf(scenario)) return new Account(scenario, kept, directory);
    const account = new Account(scenario, newState(scenario, nowMs), directory);
    for (const event of scenario.story.filter(({ afterSeconds }) => afterSeconds < 0)) {
      account.play(event, nowMs + event.afterSeconds * 1000);
    }
    account.#save();
    return account;
  }

  /** Scenario and seed: what its chance depends on. */
  get key(): string {
    return this.#state.scenario;
  }

  get startedAtMs(): number {
    return this.#startedAtMs;
  }

  /** Events of the story that have happened since the start. */
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

  /** Lets an event happen. @returns what an onlooker would say */
  play(event: StoryEvent, atMs: number): string {
    const { id = '', deploy, flag, condition } = event;
    if (deploy !== undefined) return this.#deploy(event, deploy, atMs);
    if (flag !== undefined) return this.#setFlag(flag, atMs);
    if (condition === undefined) throw new Error('An event of the story does nothing');
    const until = condition.forSeconds === undefined ? null : iso(atMs + condition.forSeconds * 1000);
    this.#state.conditions[id] = { from: iso(atMs), until };
    this.#save();
    return condition.summary;
  }

  #deploy(event: StoryEvent, deploy: NonNullable<StoryEvent['deploy']>, atMs: number): string {
    const found = this.findFunction(deploy.function);
    const [alias] = found?.aliases ?? [];
    if (found === undefined || alias === undefined) {
      throw new Error(`The story deploys an unknown function: ${deploy.function}`);
    }
    const version = this.#versionOf(event);
    this.publishVersion(deploy.function, version, atMs);
    const part = deploy.share < 1;
    this.pointAlias(alias, part ? alias.version : version, atMs, part ? { [version]: deploy.share } : {});
    const share = part ? ` for ${Math.round(deploy.share * 100)} % of the requests` : '';
    return `Version ${version} of ${deploy.function} is deployed${share}.`;
  }

  #setFlag({ name, enabled, attributes }: NonNullable<StoryEvent['flag']>, atMs: number): string {
    const profile = this.#profileOf(name);
    if (profile === undefined) throw new Error(`The story changes an unknown flag: ${name}`);
    const values = flagValues(profile.versions.at(-1)?.content);
    const value = { ...values[name], ...attributes, enabled };
    const isSwitched = values[name]?.enabled !== enabled;
    const what = isSwitched ? `switched ${enabled ? 'on' : 'off'}` : 'edited';
    const version = this.addConfiguration(profile, flagDocument({ ...values, [name]: value }), `Set ${name}`);
    this.deployConfiguration(profile, version, `${name} ${what}`, atMs);
    return `The flag ${name} of ${profile.application} is ${what}.`;
  }

  /** The versions of a function count up in the order in which the story deploys them. */
  #versionOf(event: StoryEvent): string {
    const name = event.deploy?.function ?? '';
    const earlier = this.#story
      .slice(0, this.#story.indexOf(event))
      .filter(({ deploy }) => deploy?.function === name);
    return String((this.#newestVersions.get(name) ?? 0) + 1 + earlier.length);
  }

  /** When what the event does was in place; empty before it happened. */
  spansOf(eventId: string): readonly Span[] {
    const known = this.#spans.get(eventId);
    if (known !== undefined) return known;
    const event = this.#story.find(({ id }) => id === eventId);
    const spans = event === undefined ? [] : this.#spansOfEvent(eventId, event);
    this.#spans.set(eventId, spans);
    return spans;
  }

  #spansOfEvent(id: string, event: StoryEvent): readonly Span[] {
    const { deploy, flag } = event;
    if (deploy !== undefined) {
      const deployed = this.#versionOf(event);
      const history = this.findFunction(deploy.function)?.aliases[0]?.history ?? [];
      return spansIn(history, ({ version, weights = {} }) => {
        const others = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        return version === deployed ? 1 - others : (weights[deployed] ?? 0);
      });
    }
    if (flag !== undefined) {
      const profile = this.#profileOf(flag.name);
      return spansIn(profile?.deployments ?? [], ({ version }) => {
        const value = flagValues(profile?.versions[version - 1]?.content)[flag.name];
        return sameValue(value, { ...flag.attributes, enabled: flag.enabled }) ? 1 : 0;
      });
    }
    const condition = this.#state.conditions[id];
    if (condition === undefined) return [];
    const until = condition.until === null ? Number.POSITIVE_INFINITY : Date.parse(condition.until);
    return [{ from: Date.parse(condition.from), until, share: 1 }];
  }

  #profileOf(flag: string): FlagProfile | undefined {
    return this.profiles.find(({ versions }) => flag in flagValues(versions.at(-1)?.content));
  }

  publishVersion(functionName: string, version: string, nowMs: number): void {
    this.findFunction(functionName)?.versions.push({ version, publishedAt: iso(nowMs) });
    this.#save();
  }

  pointAlias(alias: Alias, version: string, nowMs: number, weights: Weights = {}): void {
    alias.version = version;
    alias.weights = weights;
    alias.revisionId = randomUUID();
    const split = Object.keys(weights).length === 0 ? {} : { weights };
    alias.history.push({ version, at: iso(nowMs), ...split });
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

  /** Whether a flag was on at a moment. */
  flagAt(application: string, profile: string, flag: string, atMs: number): boolean {
    const found = this.findProfile(application, profile);
    const deployment = found?.deployments.findLast(({ at }) => Date.parse(at) <= atMs);
    if (found === undefined || deployment === undefined) return false;
    return flagValues(found.versions[deployment.version - 1]?.content)[flag]?.enabled === true;
  }

  #save(): void {
    this.#spans.clear();
    this.#directory.writeJson(FILE, this.#state);
  }
}

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
function flagDocument(values: FlagValues): string {
  const flags = Object.fromEntries(Object.keys(values).map((name) => [name, { name }]));
  return JSON.stringify({ version: '1', flags, values });
}

export function flagValues(document: string | undefined): FlagValues {
  if (document === undefined) return {};
  const { values }: { values?: FlagValues } = JSON.parse(document);
  return values ?? {};
}

/** Oldest first. */
function spansIn<Entry extends { readonly at: string }>(
  entries: readonly Entry[],
  shareOf: (entry: Entry) => number,
): readonly Span[] {
  return entries.flatMap((entry, index) => {
    const share = shareOf(entry);
    const next = entries[index + 1];
    const until = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next.at);
    return share > 0 ? [{ from: Date.parse(entry.at), until, share }] : [];
  });
}

/** The event's values hold; what was added to the flag since does not count. */
function sameValue(value: FlagValue | undefined, wanted: FlagValue): boolean {
  return Object.entries(wanted).every(([key, one]) => value?.[key] === one);
}

function keyOf({ name, seed }: Scenario): string {
  return seed === null ? name : `${name}#${seed}`;
}

function newState(scenario: Scenario, nowMs: number): AccountState {
  const ago = (minutes: number): string => iso(nowMs - minutes * 60_000);
  return {
    scenario: keyOf(scenario),
    conditions: {},
    startedAt: iso(nowMs),
    played: 0,
    functions: scenario.functions.map(({ name, alias, versions, live }) => ({
      name,
      versions: versions.map(({ version, minutesAgo }) => ({ version, publishedAt: ago(minutesAgo) })),
      aliases: [
        {
          name: alias,
          version: live,
          weights: {},
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
