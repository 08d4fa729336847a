import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';

/** The environment of a process whose services are on the loopback, by the same variables as everywhere: `{ S3: url }`. */
export function localEnv(endpoints: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const variables = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...Object.fromEntries(variables),
  };
}

export function localAws(endpoints: Readonly<Record<string, string>>): AwsClients {
  return createAwsClients({ env: localEnv(endpoints) });
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'firebreak-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
