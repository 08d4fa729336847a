import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { awsEndpoint, awsRegion } from '../../lambdas/adapters/aws/clients/aws-endpoint.ts';
import { createSignedClient } from '../../lambdas/adapters/aws/clients/signed-client.ts';
import type { AwsCaller } from '../../lambdas/ports/aws-caller.ts';
import { objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';
import { resourceNames } from '../../lib/functions/resource-names.ts';
import { SOURCES_SECRET } from '../../local/cloud/secrets-manager.ts';
import { isLoopback } from '../api/api-client.ts';
import { CommandError } from '../cli/command-error.ts';
import { createLocalSecretStore } from '../secrets/local-secret-store.ts';
import { createSecretsManagerStore, type SecretStore } from '../secrets/secret-store.ts';
import { alertsQueueOf, ledgerBucketOf, readStack } from './read-stack.ts';

export interface InstallationOptions {
  readonly url?: string;
  readonly stage?: string;
  readonly bucket?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** A Firebreak as its operator reaches it: with their own AWS credentials, or the one on this computer. */
export interface Installation {
  /** For people: `stage prod` or `this computer`. */
  readonly name: string;
  readonly secrets: SecretStore;
  readonly aws: AwsCaller;
  /** Base URL of the API, without a slash at the end. */
  api(): Promise<string>;
  /** Address of the ledger's bucket. */
  ledger(): Promise<string>;
  /** URL of the queue of accepted deliveries. */
  queue(): Promise<string>;
  /** Fetches from its S3: signed where that is needed. */
  fetchObject(address: string): Promise<Response>;
}

/** What `npm start` keeps for the commands. */
const localFolder = '.firebreak';

/** By `--stage` or the stage in the API's address, or `--bucket`: one on AWS; without any: the one of this folder. */
export function findInstallation(
  { url, stage, bucket }: InstallationOptions,
  env: Variables = process.env,
): Installation {
  const address = checkedAddress(url ?? (env['FIREBREAK_URL'] || undefined));
  const named = stage ?? (env['FIREBREAK_STAGE'] || stageOf(address));
  if (named !== undefined || bucket !== undefined) return onAws(named, address, bucket, env);
  if (address === undefined || isLoopback(address)) return onThisComputer(address);
  throw new CommandError(`Which installation answers at ${address}?`, {
    next: 'Give its stage too, such as --stage prod.',
    exitCode: 2,
  });
}

function onAws(
  stage: string | undefined,
  address: string | undefined,
  bucket: string | undefined,
  given: Variables,
): Installation {
  const region = regionOf(address);
  const env = region === undefined ? given : { ...given, AWS_REGION: region };
  const signer = new AwsClient({ ...credentialsOf(env), service: 's3', region: awsRegion(env) });
  const aws = createSignedClient({ env, timeoutSeconds: 10, totalTimeoutSeconds: 30 });
  const names = () => resourceNames(checkedStage(stage));
  const state = () => readStack(aws, `${names().prefix}state`);
  const secrets = () => createSecretsManagerStore(aws, names().secret('sources'));
  return {
    name: stage === undefined ? `the bucket ${bucket}` : `stage ${stage}`,
    aws,
    secrets: { read: () => secrets().read(), update: (change) => secrets().update(change) },
    api: async () => address ?? (await readStack(aws, `${names().prefix}app`)).url(),
    ledger: async () => `${awsEndpoint('s3', env)}/${bucket ?? ledgerBucketOf(await state())}`,
    queue: async () => alertsQueueOf(await state()),
    fetchObject: (object) => signer.fetch(object),
  };
}

function checkedStage(stage: string | undefined): string {
  if (stage !== undefined && /^[a-z][a-z0-9-]{0,15}$/.test(stage)) return stage;
  throw new CommandError(stage === undefined ? 'Which stage is it?' : `Not a stage: ${stage}`, {
    next: 'Give the one you deployed with, such as --stage prod.',
    exitCode: 2,
  });
}

function onThisComputer(address: string | undefined): Installation {
  const known = readFile(join(localFolder, 'local.json'), 'utf8').then(
    (text) => objectOf(parseJson(text)),
    () => null,
  );
  const at = async (name: string): Promise<string> => {
    const found = textOf((await known)?.[name]);
    if (found !== null) return found;
    throw new CommandError(
      `There is no Firebreak here: .firebreak/local.json ${(await known) === null ? 'is missing' : `lacks ${name}`}`,
      {
        next: 'Run "npm start" in this folder, or name an installation on AWS with --stage or --url.',
        exitCode: 2,
      },
    );
  };
  /** Only what is served here; everything else is refused, as for the functions. */
  const endpoints: Readonly<Record<string, () => Promise<string>>> = {
    secretsmanager: () => at('secrets'),
    sqs: async () => new URL(await at('queue')).origin,
    s3: async () => new URL(await at('ledger')).origin,
  };
  const aws: AwsCaller = {
    call: async (request) => {
      const env = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL: (await endpoints[request.service]?.()) ?? 'http://127.0.0.1:9',
      };
      return createSignedClient({ env, attempts: 2 }).call(request);
    },
  };
  return {
    name: 'this computer',
    aws,
    secrets: createLocalSecretStore(localFolder, createSecretsManagerStore(aws, SOURCES_SECRET)),
    api: async () => address ?? (await at('api')),
    ledger: () => at('ledger'),
    queue: () => at('queue'),
    fetchObject: (object) => fetch(object),
  };
}

function checkedAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  if (/^https?:/.test(address) && URL.canParse(address)) return address.replace(/\/+$/, '');
  throw new CommandError(`Not an address: ${address}`, {
    next: 'It looks like https://….execute-api.eu-central-1.amazonaws.com/prod',
    exitCode: 2,
  });
}

const apiGateway =
  /^https:\/\/[a-z0-9]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z][a-z0-9-]*)$/;

function stageOf(address: string | undefined): string | undefined {
  return apiGateway.exec(address ?? '')?.[2];
}

function regionOf(address: string | undefined): string | undefined {
  return apiGateway.exec(address ?? '')?.[1];
}

function credentialsOf(env: Variables) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new CommandError('There are no AWS credentials here', {
      next: 'Run: eval "$(aws configure export-credentials --format env)"',
      exitCode: 2,
    });
  }
  if (!env['AWS_REGION'] && !env['AWS_DEFAULT_REGION']) {
    throw new CommandError('Which Region is it in?', {
      next: 'Set AWS_REGION, or give the address with --url.',
      exitCode: 2,
    });
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
