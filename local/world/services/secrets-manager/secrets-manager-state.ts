import { createHash } from 'node:crypto';
import type { Scenario } from '../../scenario/scenario.ts';

export interface SecretVersion {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

export interface Secret {
  readonly name: string;
  /** Of every version; left out: made up. */
  readonly value?: string;
  /** Oldest first. */
  readonly versions: SecretVersion[];
  /** Which version has which label, such as `AWSCURRENT`. */
  readonly labels: Record<string, string>;
  rotatedAt: string | null;
  changedAt: string;
  deletedAt: string | null;
  /** The AWS service that manages it, such as `rds`. */
  owningService: string | null;
  /** Current versions and since when, oldest first. */
  readonly history: { readonly version: string; readonly at: string }[];
}

export interface SecretsManagerState {
  readonly secrets: Secret[];
}

export function seedSecretsManager({ secrets }: Scenario, startedAtMs: number): SecretsManagerState {
  return {
    secrets: secrets.map(({ name, minutesAgo, value }) => ({
      ...newSecret(name, startedAtMs - minutesAgo * 60_000),
      ...(value === undefined ? {} : { value }),
    })),
  };
}

/** By name or ARN. */
export function findSecret({ secrets }: SecretsManagerState, id: string): Secret | undefined {
  const plain = id.replace(/^arn:.*:secret:(.+)-\w{6}$/, '$1');
  return secrets.find(({ name }) => name === plain);
}

/** A new version, which applications get from now on. @returns its id */
export function rotate(secret: Secret, atMs: number): string {
  const { id } = addVersion(secret, atMs);
  moveLabel(secret, 'AWSCURRENT', id, atMs);
  secret.rotatedAt = iso(atMs);
  return id;
}

/** A version without a label. */
export function addVersion(secret: Secret, atMs: number): SecretVersion {
  const version = { id: versionId(secret.name, secret.versions.length), createdAt: iso(atMs) };
  secret.versions.push(version);
  secret.changedAt = iso(atMs);
  return version;
}

/** Whenever AWSCURRENT moves, AWSPREVIOUS moves to the version that had it. */
export function moveLabel(secret: Secret, label: string, to: string, atMs: number): void {
  const from = secret.labels[label];
  if (from === to) return;
  secret.labels[label] = to;
  secret.changedAt = iso(atMs);
  if (label !== 'AWSCURRENT') return;
  if (from !== undefined) secret.labels['AWSPREVIOUS'] = from;
  secret.history.push({ version: to, at: iso(atMs) });
}

/** Of the version that was made after `earlier` others; the same in every run. */
export function versionId(name: string, earlier: number): string {
  const hash = createHash('sha256').update(`${name}:${earlier}`).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function newSecret(name: string, atMs: number): Secret {
  const secret: Secret = {
    name,
    versions: [],
    labels: {},
    rotatedAt: null,
    changedAt: iso(atMs),
    deletedAt: null,
    owningService: null,
    history: [],
  };
  moveLabel(secret, 'AWSCURRENT', addVersion(secret, atMs).id, atMs);
  return secret;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
