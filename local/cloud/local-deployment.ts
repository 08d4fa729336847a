import { resolve } from 'node:path';
import { stop as endBundler } from 'esbuild';
import { changeSources } from '../../lambdas/sources/changes/index.ts';
import { sourcesByName } from '../../lambdas/sources/index.ts';
import { slackSecretName } from '../../lambdas/use-cases/intake/receive-slash-command.ts';
import { bundleHandlers } from '../../lib/bundling/bundle-handlers.ts';
import { deployedDefinition } from '../../lib/functions/asl-substitutions.ts';
import { listFunctions } from '../../lib/functions/list-functions.ts';
import { queueVisibilitySeconds } from '../../lib/functions/queue-visibility.ts';
import { resourceNames } from '../../lib/functions/resource-names.ts';
import type { Addresses } from './addresses.ts';
import { startApiGateway } from './api-gateway.ts';
import { channelSecrets, channelVariables } from './channel-variables.ts';
import { startChannelServices } from './channels/start-channel-services.ts';
import { startIssuerOf } from './demo-issuer.ts';
import { startExecutionPages } from './execution-page.ts';
import type { LocalRequest, LocalResponse } from './http/loopback-server.ts';
import { deployFunctions } from './lambda/deploy-functions.ts';
import { FailureReports } from './lambda/failure-reports.ts';
import type { LocalVariables, UserAccount } from './lambda/function-environment.ts';
import { LambdaService } from './lambda/lambda-service.ts';
import { startMailService } from './mail-service.ts';
import { Running } from './running.ts';
import { Scheduler } from './scheduler.ts';
import {
  keepSecret,
  keySecrets,
  localSecrets,
  SOURCES_SECRET,
  signInSecrets,
  startSecretsManager,
} from './secrets-manager.ts';
import { LOCAL_EVIDENCE_KEY, startSigningService } from './signing-service.ts';
import { localArn } from './state/local-account.ts';
import type { Room } from './state/room.ts';
import type { StateDirectory } from './state/state-directory.ts';
import type { WorkingClock } from './state/working-clock.ts';
import { putStateMachine } from './state-machine.ts';
import { startDatabase } from './storage/database.ts';
import { createIncidentTable } from './storage/incident-table.ts';
import { publicObjects } from './storage/public-objects.ts';
import { DOCUMENTS_BUCKET, LEDGER_BUCKET, startQueueAndStorage } from './storage/queue-and-storage.ts';
import { QueuePoller } from './storage/queue-poller.ts';
import { startWorkflowService } from './workflow-service.ts';

const STAGE = 'local';
const names = resourceNames(STAGE);
const TABLE = names.prefix;
const STATE_MACHINE_ARN = localArn('states', `stateMachine:${names.stateMachine}`);

export interface LocalDeploymentOptions {
  readonly state: StateDirectory;
  readonly clock: WorkingClock;
  /** The computer's time, which the queue counts from: it is never before that of an earlier run. */
  readonly computerMs: number;
  readonly policyDir?: string;
  readonly port: number;
  readonly account: UserAccount;
  readonly room: Room;
  /** A CommonJS file that every function loads before its bundle, such as one that records its calls. */
  readonly wrapper?: string;
  /** Pages of the laptop itself, at the address of the API. */
  readonly ownPages?: (request: LocalRequest) => LocalResponse | null;
  /** Told what the sweep and other schedules could not do. */
  readonly tell: (line: string) => void;
}

export interface LocalDeployment {
  readonly addresses: Addresses;
  /** The bearer token of the source `alertmanager` that has been live for longest: functions keep secrets for minutes. */
  readonly alertmanagerToken: () => string;
  /** What the stand-in of SES took, oldest first. */
  readonly mails: () => readonly unknown[];
  stop(): Promise<void>;
}

/** Deploys what the stacks deploy (table, queue, buckets, secrets, functions, workflow, schedules, API) to this process. */
export async function deploy(options: LocalDeploymentOptions): Promise<LocalDeployment> {
  const { state, clock, port, room } = options;
  const { policy, bundles } = await bundleHandlers({
    outDir: state.folder('functions'),
    policyDir: resolve(options.policyDir ?? 'policy'),
  });
  // A process of its own, which would keep the memory that the bundles took.
  await endBundler();
  const functions = listFunctions(policy);
  const publicPages = publicObjects(policy.people);
  // One endpoint has all tables, the user's and ours: the database passes on what is about the user's.
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesUrl, ...others } = options.account.endpoints;
  const account: UserAccount = { ...options.account, endpoints: others };
  const running = new Running();
  try {
    const lambdas = running.add(new LambdaService(clock, state.folder('logs')));
    const invoke = async (name: string, event: unknown) => {
      await room.free();
      return await lambdas.invoke(name, event);
    };
    const ready = Promise.withResolvers<void>();
    const api = running.add(
      await startApiGateway({
        port,
        functions,
        now: () => new Date(clock.now()),
        shortage: () => room.shortage(),
        ...(options.ownPages === undefined ? {} : { ownPages: options.ownPages }),
        invoke: async (name, event) => {
          await ready.promise;
          return await lambdas.invoke(names.function(name), event);
        },
      }),
    );
    const mail = running.add(await startMailService(state, port === 0 ? 0 : port + 1, () => clock.now()));
    const channels = running.add(
      await startChannelServices(state, { pages: api.url, now: () => new Date(clock.now()) }),
    );
    const database = running.add(
      await startDatabase(
        state.folder('dynamodb'),
        tablesUrl === undefined ? undefined : { own: TABLE, url: tablesUrl },
      ),
    );
    room.onRoom(() => database.reopen());
    await createIncidentTable(database.url, TABLE);
    const storage = running.add(
      await startQueueAndStorage(state.folder('queue-and-storage'), {
        computerMs: options.computerMs,
        visibilitySeconds: queueVisibilitySeconds(functions),
        buckets: [...new Set(publicPages.map(({ bucket }) => bucket))],
        report: (error) => room.report(error),
      }),
    );
    const secretValues = localSecrets(
      state,
      [
        ...sourcesByName.keys(),
        ...changeSources.map(({ secretName }) => secretName),
        ...(policy.people.slackCommand === undefined ? [] : [slackSecretName]),
      ],
      channelSecrets(channels.url),
    );
    const secrets = running.add(
      await startSecretsManager(secretValues, (name, value) => {
        secretValues[name] = value;
        keepSecret(state, name, value);
      }),
    );
    const signing = running.add(await startSigningService(state));
    // What is called regularly comes again in its next turn.
    const failures = new FailureReports(options.tell);
    const invokeIfRoom = async (name: string, event: unknown) =>
      room.shortage() === null ? failures.note(name, await lambdas.invoke(name, event)) : undefined;
    const scheduler = running.add(new Scheduler(clock, state, invokeIfRoom, () => room.shortage() !== null));
    const schedules = running.add(await scheduler.serve());
    const workflow = running.add(await startWorkflowService({ state, clock, invoke, room }));

    const executions = running.add(await startExecutionPages(workflow.url, api.url));
    running.add(await startIssuerOf(policy.people, api.url));

    const variables: LocalVariables = {
      FIREBREAK_STAGE: STAGE,
      TABLE_NAME: TABLE,
      LEDGER_BUCKET,
      DOCUMENTS_BUCKET,
      EVIDENCE_KEY: LOCAL_EVIDENCE_KEY,
      ALERTS_QUEUE_URL: storage.alertsQueueUrl,
      STATE_MACHINE_ARN,
      ...keySecrets,
      ...(policy.people.signIn === undefined ? {} : signInSecrets),
      SOURCES_SECRET,
      ...channelVariables(channels.url),
      CONSOLE_URL: api.url,
      CONSOLE_ACCESS: 'open',
      SCHEDULE_GROUP: names.scheduleGroup,
      FUNCTION_ARN_PREFIX: functionArn(''),
      SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/firebreak-local-scheduler',
      STEP_FUNCTIONS_CONSOLE_URL: `${executions.url}/{arn}`,
    };
    const endpoints = {
      // Nothing leaves this computer: a service that is not served here is refused.
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      ...account.endpoints,
      AWS_ENDPOINT_URL_DYNAMODB: database.url,
      AWS_ENDPOINT_URL_SQS: storage.url,
      AWS_ENDPOINT_URL_S3: storage.url,
      AWS_ENDPOINT_URL_SESV2: mail.url,
      AWS_ENDPOINT_URL_SNS: `${channels.url}/sms`,
      AWS_ENDPOINT_URL_KMS: signing.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_SCHEDULER: schedules.url,
      AWS_ENDPOINT_URL_SFN: workflow.url,
    };
    const { wrapper } = options;
    deployFunctions(lambdas, {
      nameOf: (name) => names.function(name),
      functions,
      bundles,
      variables,
      endpoints,
      account,
      wrapper,
      outside: channels.url,
    });
    workflow.resume();
    await putStateMachine(workflow.url, {
      name: names.stateMachine,
      arn: STATE_MACHINE_ARN,
      definition: deployedDefinition(functions, functionArn),
    });
    ready.resolve();
    scheduler.resume();
    for (const { name, trigger } of functions) {
      if (trigger.kind === 'schedule') scheduler.every(trigger.everyMinutes, name, functionArn(name));
      if (trigger.kind === 'queue') {
        const poller = new QueuePoller({
          endpoint: storage.url,
          queueUrl: storage.alertsQueueUrl,
          invoke: (event) => invoke(names.function(name), event),
        });
        running.add(poller).start();
      }
    }
    return {
      addresses: {
        api: api.url,
        console: api.url,
        inbox: mail.url,
        channels: channels.url,
        ledger: `${storage.url}/${LEDGER_BUCKET}`,
        queue: storage.alertsQueueUrl,
        secrets: secrets.url,
        statusPages: publicPages.map(({ bucket, key }) => `${storage.url}/${bucket}/${key}`),
      },
      mails: () => mail.mails(),
      alertmanagerToken: () => String(JSON.parse(secretValues[SOURCES_SECRET] ?? '{}').alertmanager?.at(-1)),
      stop: () => running.stop(),
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function functionArn(name: string): string {
  return localArn('lambda', `function:${names.function(name)}`);
}
