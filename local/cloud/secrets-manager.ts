import { randomBytes, randomUUID } from 'node:crypto';
import { awsError, jsonResponse } from './http/json-response.ts';
import { type LoopbackServer, serveLoopback } from './http/loopback-server.ts';
import type { StateDirectory } from './state/state-directory.ts';

const FILE = 'secrets.json';

/** The secrets of this laptop, made at the first start and kept readable by their owner only. */
export function localSecrets(
  state: StateDirectory,
  sources: readonly string[],
  /** Those that follow from what runs here: they are made anew. */
  others: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = state.readJson(FILE);
  const secrets: Record<string, string> = isRecord(kept) ? kept : {};
  for (const name of [...Object.values(keySecrets), signInSecrets.SESSION_KEY_SECRET]) {
    secrets[name] ??= randomBytes(32).toString('base64url');
  }
  // An issuer of this computer asks for none.
  secrets[signInSecrets.SIGN_IN_SECRET] ??= '{}';
  Object.assign(secrets, others);
  const known = JSON.parse(secrets[SOURCES_SECRET] ?? '{}');
  for (const source of sources) known[source] ??= [randomBytes(24).toString('base64url')];
  secrets[SOURCES_SECRET] = JSON.stringify(known);
  state.writeJson(FILE, secrets);
  return secrets;
}

/** Those that the stack makes, by the variable that names each to a function. */
export const keySecrets = {
  APPROVAL_KEY_SECRET: 'firebreak/local/approval-key',
  TOKEN_KEY_SECRET: 'firebreak/local/token-key',
  LINK_KEY_SECRET: 'firebreak/local/link-key',
} as const;
/** Those of signing in, where policy names an issuer. */
export const signInSecrets = {
  SESSION_KEY_SECRET: 'firebreak/local/session-key',
  SIGN_IN_SECRET: 'firebreak/local/sign-in',
} as const;
export const SOURCES_SECRET = 'firebreak/local/sources';

type Response = ReturnType<typeof jsonResponse>;

interface Versions {
  current: string;
  previous: string | null;
  readonly values: Map<string, string>;
}

/**
 * The part of Secrets Manager that Firebreak and its command line use: reading, writing a version beside the current one, and moving
 * AWSCURRENT to it. `keep` is told every new current value.
 */
export function startSecretsManager(
  secrets: Readonly<Record<string, string>>,
  keep: (name: string, value: string) => void = () => {},
): Promise<LoopbackServer> {
  const byName = new Map<string, Versions>(
    Object.entries(secrets).map(([name, value]) => {
      const current = randomUUID();
      return [name, { current, previous: null, values: new Map([[current, value]]) }];
    }),
  );
  const operations: Readonly<Record<string, (name: string, secret: Versions, input: Input) => Response>> = {
    GetSecretValue(name, { current, previous, values }, { VersionStage: stage = 'AWSCURRENT' }) {
      const id = stage === 'AWSPREVIOUS' ? previous : current;
      return id === null
        ? awsError(400, 'ResourceNotFoundException', `${name} has no version ${stage}.`)
        : jsonResponse(200, { ...about(name, id), SecretString: values.get(id), VersionStages: [stage] });
    },
    PutSecretValue(
      name,
      secret,
      { ClientRequestToken: id = randomUUID(), SecretString: value = '', VersionStages },
    ) {
      const known = secret.values.get(id);
      if (known !== undefined && known !== value) {
        return awsError(400, 'ResourceExistsException', 'A version of this id has another value.');
      }
      secret.values.set(id, value);
      const stages = VersionStages ?? ['AWSCURRENT'];
      if (stages.includes('AWSCURRENT')) makeCurrent(name, secret, id);
      return jsonResponse(200, { ...about(name, id), VersionStages: stages });
    },
    UpdateSecretVersionStage(
      name,
      secret,
      { MoveToVersionId: to = '', RemoveFromVersionId: from, VersionStage },
    ) {
      if (VersionStage !== 'AWSCURRENT' || !secret.values.has(to)) {
        return awsError(
          400,
          'InvalidParameterException',
          'Only AWSCURRENT moves here, and only to a version there is.',
        );
      }
      if (to !== secret.current && from !== secret.current) {
        return awsError(400, 'InvalidParameterException', 'AWSCURRENT is not attached to that version.');
      }
      makeCurrent(name, secret, to);
      return jsonResponse(200, about(name, to));
    },
  };
  const makeCurrent = (name: string, secret: Versions, id: string): void => {
    const value = secret.values.get(id) ?? '';
    if (secret.current !== id) secret.previous = secret.current;
    secret.current = id;
    keep(name, value);
  };
  return serveLoopback(async ({ headers, body }) => {
    const target = String(headers['x-amz-target']).replace('secretsmanager.', '');
    const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
    if (operation === undefined)
      return awsError(400, 'UnknownOperationException', `${target} is not served here.`);
    const input: Input = JSON.parse(body.toString('utf8'));
    const secret = byName.get(input.SecretId);
    if (secret === undefined) {
      return awsError(400, 'ResourceNotFoundException', `No secret is named ${input.SecretId}.`);
    }
    return operation(input.SecretId, secret, input);
  });
}

interface Input {
  readonly SecretId: string;
  readonly ClientRequestToken?: string;
  readonly SecretString?: string;
  readonly VersionStages?: readonly string[];
  readonly VersionStage?: string;
  readonly MoveToVersionId?: string;
  readonly RemoveFromVersionId?: string;
}

function about(name: string, version: string) {
  return { ARN: name, Name: name, VersionId: version };
}

/** Keeps one secret's value for the next start. */
export function keepSecret(state: StateDirectory, name: string, value: string): void {
  const kept = state.readJson(FILE);
  state.writeJson(FILE, { ...(isRecord(kept) ? kept : {}), [name]: value });
}

function isRecord(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null;
}
