import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignedClient } from '../../../lambdas/adapters/aws/clients/signed-client.ts';
import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';

/** A caller whose services are on the loopback, by the same variables as everywhere: `{ S3: url }`. */
export function localAwsCaller(endpoints: Readonly<Record<string, string>>): AwsCaller {
  const variables = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return createSignedClient({
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ...Object.fromEntries(variables),
    },
  });
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'firebreak-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
