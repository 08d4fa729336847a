import { randomBytes } from 'node:crypto';
import { awsError, jsonAnswer } from './json-answer.ts';
import { type LoopbackServer, serveLoopback } from './loopback-server.ts';
import type { StateDirectory } from './state-directory.ts';

const FILE = 'secrets.json';

/** The secrets of this laptop, made at the first start and kept readable by their owner only. */
export function localSecrets(
  state: StateDirectory,
  sources: readonly string[],
): Readonly<Record<string, string>> {
  const kept = state.readJson(FILE);
  const secrets: Record<string, string> = isRecord(kept) ? kept : {};
  secrets[APPROVAL_KEY_SECRET] ??= randomBytes(32).toString('base64url');
  const known = JSON.parse(secrets[SOURCES_SECRET] ?? '{}');
  for (const source of sources) known[source] ??= [randomBytes(24).toString('base64url')];
  secrets[SOURCES_SECRET] = JSON.stringify(known);
  state.writeJson(FILE, secrets);
  return secrets;
}

export const APPROVAL_KEY_SECRET = 'firebreak/local/approval-key';
export const SOURCES_SECRET = 'firebreak/local/sources';

/** The part of Secrets Manager that Firebreak uses: GetSecretValue. */
export function startSecretsManager(secrets: Readonly<Record<string, string>>): Promise<LoopbackServer> {
  return serveLoopback(async ({ headers, body }) => {
    if (headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      return awsError(400, 'UnknownOperationException', 'Only GetSecretValue is served here.');
    }
    const { SecretId: id } = JSON.parse(body.toString('utf8'));
    const value = secrets[id];
    if (value === undefined) return awsError(400, 'ResourceNotFoundException', `No secret is named ${id}.`);
    return jsonAnswer(200, { ARN: id, Name: id, SecretString: value, VersionStages: ['AWSCURRENT'] });
  });
}

function isRecord(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null;
}
