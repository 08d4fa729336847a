import { createHash } from 'node:crypto';
import type { Scenario } from '../../scenario/scenario.ts';
import { type EventSourceMapping, seedMappings } from './event-source-mappings.ts';

export interface FunctionVersion {
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly publishedAt: string;
  readonly codeSha256: string;
  /** `Active`, `Inactive`, `Failed` … */
  state: string;
}

export type Weights = Readonly<Record<string, number>>;

export interface Alias {
  readonly name: string;
  version: string;
  revisionId: string;
  /** Other versions and their share of the traffic, 0 to 1. */
  weights: Weights;
  /** Provisioned concurrency as requested. Left out: there never was any. */
  provisioned?: CountHistory;
  /** Version and since when, oldest first. */
  readonly history: { readonly version: string; readonly at: string; readonly weights?: Weights }[];
}

/** A number and since when, oldest first; null: none. */
export type CountHistory = { readonly count: number | null; readonly at: string }[];

export interface LambdaFunction {
  readonly name: string;
  /** Left out: it was never reserved. */
  reserved?: CountHistory;
  readonly versions: FunctionVersion[];
  readonly aliases: Alias[];
}

export interface LambdaState {
  readonly functions: LambdaFunction[];
  readonly mappings: EventSourceMapping[];
}

export function seedLambda(scenario: Scenario, startedAtMs: number): LambdaState {
  const ago = (minutes: number): number => startedAtMs - minutes * 60_000;
  return {
    functions: scenario.functions.map(
      ({ name, alias, versions, live, reservedConcurrency, provisionedConcurrency }) => ({
        name,
        ...(reservedConcurrency === undefined
          ? {}
          : { reserved: [{ count: reservedConcurrency, at: iso(0) }] }),
        versions: versions.map(({ version, minutesAgo }) => newVersion(name, version, ago(minutesAgo))),
        aliases: [
          {
            name: alias,
            version: live,
            weights: {},
            ...(provisionedConcurrency === undefined
              ? {}
              : { provisioned: [{ count: provisionedConcurrency, at: iso(0) }] }),
            revisionId: revisionOf(alias, 0),
            history: versions
              .filter(({ version }) => Number(version) <= Number(live))
              .map(({ version, minutesAgo }) => ({ version, at: iso(ago(minutesAgo)) })),
          },
        ],
      }),
    ),
    mappings: seedMappings(scenario, startedAtMs),
  };
}

/** By name or ARN, with or without a qualifier. */
export function findFunction({ functions }: LambdaState, name: string): LambdaFunction | undefined {
  const plain = name.replace(/^arn:.*:function:([^:]+).*$/, '$1');
  return functions.find((candidate) => candidate.name === plain);
}

export function findAlias(state: LambdaState, functionName: string, alias: string): Alias | undefined {
  return findFunction(state, functionName)?.aliases.find(({ name }) => name === alias);
}

export function publishVersion(
  state: LambdaState,
  functionName: string,
  version: string,
  atMs: number,
): void {
  findFunction(state, functionName)?.versions.push(newVersion(functionName, version, atMs));
}

export function moveAlias(alias: Alias, version: string, atMs: number, weights: Weights = {}): void {
  alias.version = version;
  alias.weights = weights;
  const split = Object.keys(weights).length === 0 ? {} : { weights };
  alias.history.push({ version, at: iso(atMs), ...split });
  alias.revisionId = revisionOf(alias.name, alias.history.length);
}

/** Another one after every move, and the same in every run. */
function revisionOf(alias: string, moves: number): string {
  const hash = createHash('sha256').update(`${alias}:${moves}`).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Every version has code of its own. */
function newVersion(functionName: string, version: string, atMs: number): FunctionVersion {
  const codeSha256 = createHash('sha256').update(`${functionName}:${version}`).digest('base64');
  return { version, publishedAt: iso(atMs), codeSha256, state: 'Active' };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
