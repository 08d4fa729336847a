import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAwsClients } from '../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsClients } from '../../lambdas/ports/aws-clients.ts';
import { objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';
import { resourceNames, stagePattern } from '../../lib/functions/resource-names.ts';
import { SOURCES_SECRET } from '../../local/cloud/secrets-manager.ts';
import { callApi, isLoopback } from '../api/api-client.ts';
import { CommandError } from '../cli/command-error.ts';
import { stateFolder } from '../cli/state-option.ts';
import { createLocalSecretStore } from '../secrets/local-secret-store.ts';
import { createSecretsManagerStore, type SecretStore } from '../secrets/secret-store.ts';
import { addressesOf } from './addresses-of.ts';
import { readEventRuleState } from './event-rule.ts';
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
  /** Null: the one on this computer, or a bucket alone. */
  readonly stage: string | null;
  readonly secrets: SecretStore;
  readonly aws: AwsClients;
  /** Of the account that it looks after; on this computer the simulated one. */
  readonly userAws: AwsClients;
  /** What stands for the internet on this computer; null: the internet. */
  outboundHttp(): string | null;
  /** Where the name of a server leads; null: this computer itself stands for all of them. */
  addressesOf(host: string): Promise<readonly string[] | null>;
  /** Base URL of the API, without a slash at the end. */
  api(): Promise<string>;
  /** What the API answers to a GET of this path. */
  ask(path: string): Promise<unknown>;
  /** Name of the ledger's bucket. */
  ledger(): Promise<string>;
  /** Base URL of what stands for chat and pagers on this computer. */
  channels(): Promise<string>;
  /** URL of the queue of accepted deliveries. */
  queue(): Promise<string>;
  /** `ENABLED` or `DISABLED`, as EventBridge says of a rule. */
  eventRuleState(rule: string): Promise<string>;
}

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
  checkCredentials(env);
  const aws = createAwsClients({ env, timeoutSeconds: 10, totalTimeoutSeconds: 30 });
  const names = () => resourceNames(checkedStage(stage));
  const state = () => readStack(aws, `${names().prefix}state`);
  const secrets = () => createSecretsManagerStore(aws, names().secret('sources'));
  const api = async () => address ?? (await readStack(aws, `${names().prefix}app`)).url();
  return {
    name: stage === undefined ? `the bucket ${bucket}` : `stage ${stage}`,
    stage: stage === undefined ? null : checkedStage(stage),
    aws,
    userAws: aws,
    outboundHttp: () => null,
    addressesOf,
    secrets: { read: () => secrets().read(), update: (change) => secrets().update(change) },
    api,
    ask: async (path) => await callApi(await api(), path),
    ledger: async () => bucket ?? ledgerBucketOf(await state()),
    queue: async () => alertsQueueOf(await state()),
    channels: async () => {
      throw new CommandError('Only this computer has something that stands for chat and pagers');
    },
    eventRuleState: (rule) => readEventRuleState(env, rule),
  };
}

function checkedStage(stage: string | undefined): string {
  if (stage !== undefined && stagePattern.test(stage)) return stage;
  throw new CommandError(stage === undefined ? 'Which stage is it?' : `Not a stage: ${stage}`, {
    next: 'Give the one you deployed with, such as --stage prod.',
    exitCode: 2,
  });
}

function onThisComputer(address: string | undefined): Installation {
  const known = readLocalJson();
  const at = (name: string): string => {
    const found = textOf(known?.[name]);
    if (found !== null) return found;
    throw new CommandError(
      `There is no Firebreak here: ${join(stateFolder(), 'local.json')} ${known === null ? 'is missing' : `lacks ${name}`}`,
      {
        next: 'Run "npm start" in this folder, name its state folder with --state, or name an installation on AWS with --stage or --url.',
        exitCode: 2,
      },
    );
  };
  const aws = madeWhenUsed(() =>
    createAwsClients({
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: at('secrets'),
        AWS_ENDPOINT_URL_SQS: new URL(at('queue')).origin,
        AWS_ENDPOINT_URL_S3: new URL(at('ledger')).origin,
        // Nothing else is served here.
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
      attempts: 2,
    }),
  );
  return {
    name: 'this computer',
    stage: null,
    aws,
    userAws: simulatedAccountAt(() => at('account')),
    outboundHttp: () => at('account'),
    addressesOf: async () => null,
    secrets: createLocalSecretStore(stateFolder(), createSecretsManagerStore(aws, SOURCES_SECRET)),
    api: async () => address ?? at('api'),
    ask: async (path) => await callApi(address ?? at('api'), path),
    ledger: async () => new URL(at('ledger')).pathname.slice(1),
    queue: async () => at('queue'),
    channels: async () => at('channels'),
    eventRuleState: async () => {
      throw new CommandError('There is no EventBridge on this computer');
    },
  };
}

function readLocalJson(): Readonly<Record<string, unknown>> | null {
  try {
    return objectOf(parseJson(readFileSync(join(stateFolder(), 'local.json'), 'utf8')));
  } catch {
    return null;
  }
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
  /^https:\/\/[a-z0-9]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)\/([a-z][a-z0-9-]*)$/;

function stageOf(address: string | undefined): string | undefined {
  return apiGateway.exec(address ?? '')?.[2];
}

function regionOf(address: string | undefined): string | undefined {
  return apiGateway.exec(address ?? '')?.[1];
}

function checkCredentials(env: Variables): void {
  if (!env['AWS_ACCESS_KEY_ID'] || !env['AWS_SECRET_ACCESS_KEY']) {
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
}

/** Clients of the account that "npm start" simulates; it is asked for only when one is used. */
function simulatedAccountAt(url: () => string): AwsClients {
  return madeWhenUsed(() =>
    createAwsClients({
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL: url(),
      },
      attempts: 2,
    }),
  );
}

function madeWhenUsed(make: () => AwsClients): AwsClients {
  let made: AwsClients | null = null;
  const used = () => {
    made ??= make();
    return made;
  };
  return { get: (...what) => used().get(...what), in: (...where) => used().in(...where) };
}
