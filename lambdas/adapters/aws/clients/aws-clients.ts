import type { MetadataBearer, MiddlewareStack } from '@smithy/types';
import type { Location } from '../../../domain/records/resource.ts';
import type { AwsClientClass, AwsClientMode, AwsClients } from '../../../ports/aws-clients.ts';
import {
  awsCredentials,
  awsRegion,
  type Credentials,
  endpointOverride,
  type Variables,
} from './aws-environment.ts';
import { errorOfCall } from './error-of-call.ts';
import { createRequestHandler } from './request-handler.ts';
import { createRetryStrategy } from './retry-strategy.ts';
import { roleCredentials } from './role-credentials.ts';
import type { SendRequest } from './send-request.ts';

export interface AwsClientsOptions {
  readonly env: Variables;
  /** Of one command. */
  readonly attempts?: number;
  /** For one attempt. */
  readonly timeoutSeconds?: number;
  /** For all attempts of one command together. */
  readonly totalTimeoutSeconds?: number;
  /** Where requests go in place of the network. */
  readonly send?: SendRequest;
  /** 0 to 1; spreads the retries of many functions. */
  readonly random?: () => number;
}

/** Where clients call, and as whom. */
interface Side {
  readonly region: () => string;
  readonly credentials: () => Promise<Credentials>;
}

/** What is used here of a client of whatever class. */
interface AnyClient {
  readonly config: { readonly serviceId: string };
  readonly middlewareStack: MiddlewareStack<object, MetadataBearer>;
}

/** Sessions have the names of incidents: those of earlier ones are let go. */
const mostSides = 20;

/** With these, no setting is left to be looked for in files or in the environment of the process. */
const settled = {
  defaultsMode: 'legacy',
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  ignoreConfiguredEndpointUrls: true,
  authSchemePreference: [],
  userAgentAppId: async () => undefined,
  // DynamoDB
  accountIdEndpointMode: 'disabled',
  endpointDiscoveryEnabledProvider: async () => false,
  // S3: TLS keeps bodies whole, and one host takes the requests for all buckets.
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  disableS3ExpressSessionAuth: true,
  useArnRegion: false,
  disableMultiregionAccessPoints: true,
  sigv4aSigningRegionSet: [],
  // SQS: a queue is asked for at the endpoint, not at the host in its URL.
  useQueueUrlAsEndpoint: false,
} as const;

/** The one place where clients of the AWS SDK are made, for the functions as for the command line. */
export function createAwsClients(options: AwsClientsOptions): AwsClients {
  const {
    env,
    attempts = 4,
    timeoutSeconds = 4,
    totalTimeoutSeconds = 12,
    random = Math.random,
    send,
  } = options;
  const home: Side = { region: () => awsRegion(env), credentials: async () => awsCredentials(env) };
  const sides = new Map<string, AwsClients>();

  function makeClient<C>(Client: AwsClientClass<C>, mode: AwsClientMode, side: Side, region?: string): C {
    const common = {
      ...settled,
      region: async () => region ?? side.region(),
      credentials: side.credentials,
    };
    // Only a client tells what its service is called.
    const { serviceId } = anyClient(new Client(common as never)).config;
    const isS3 = serviceId === 'S3';
    const endpoint = endpointOverride(serviceId, env);
    const config = {
      ...common,
      ...(endpoint === null ? {} : { endpoint }),
      maxAttempts: attempts,
      retryStrategy: createRetryStrategy({ mode, attempts, timeoutSeconds, totalTimeoutSeconds, random }),
      requestHandler: createRequestHandler({ mode, timeoutSeconds, givesStreams: isS3, send }),
      // Halves the time that a command takes of the processor. Commands then share a context, which for S3 names the bucket.
      cacheMiddleware: !isS3,
    };
    const client = new Client(config as never);
    anyClient(client).middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          try {
            return await next(args);
          } catch (error) {
            throw errorOfCall(error, `${serviceId} ${commandName.replace(/Command$/, '')}`);
          }
        },
      { name: 'errorsOfOurFamily', step: 'initialize', priority: 'high' },
    );
    return client;
  }

  function clientsOf(side: Side): AwsClients {
    const made = new Map<string, Map<unknown, unknown>>();
    const clients: AwsClients = {
      get<C>(Client: AwsClientClass<C>, mode: AwsClientMode = 'repeatable', region?: string): C {
        const kind = `${mode} ${region ?? ''}`;
        const ofKind = made.get(kind) ?? new Map<unknown, unknown>();
        made.set(kind, ofKind);
        const known = ofKind.get(Client) as C | undefined;
        if (known !== undefined) return known;
        const client = makeClient(Client, mode, side, region);
        ofKind.set(Client, client);
        return client;
      },
      in: inLocation,
    };
    return clients;
  }

  function inLocation(location: Location, session?: string): AwsClients {
    const key = JSON.stringify([location, session]);
    const known = sides.get(key);
    if (known !== undefined) return known;
    const { region, account } = location;
    const credentials =
      account === undefined
        ? home.credentials
        : roleCredentials({ ...location, account }, { env, session, aws: here });
    const clients = clientsOf({ region: () => region, credentials });
    sides.set(key, clients);
    const [oldest] = sides.keys();
    if (sides.size > mostSides && oldest !== undefined) sides.delete(oldest);
    return clients;
  }

  const here = clientsOf(home);
  return here;
}

/** Every client of the SDK has these; its own type says so in terms of its own commands. */
function anyClient(client: unknown): AnyClient {
  return client as AnyClient;
}
