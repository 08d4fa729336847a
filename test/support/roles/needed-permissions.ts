import { awsServices } from '../../../local/world/services/index.ts';
import type { RecordedCall } from './recorded-call.ts';

/** What IAM asks for a call: the action must be allowed on each of the resources. */
export interface NeededPermission {
  readonly action: string;
  /** Null: the request does not tell. */
  readonly resources: readonly string[] | null;
  /** Values of condition keys. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

interface Request {
  readonly operation: string;
  /** Of the path, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly input: Readonly<Record<string, unknown>>;
}

const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

/** Where IAM's name of a service is not the one that requests are signed for. */
const prefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Where IAM's name of a permission is not the operation's. */
const actionNames: Readonly<Record<string, string>> = {
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
};

/** Operations that are method and path, of services that the simulated account does not have. */
const routes: Readonly<
  Record<string, readonly (readonly [method: string, path: RegExp, operation: string])[]>
> = {
  s3: [
    ['GET', /^\/[^/]+\/.+/, 'GetObject'],
    ['GET', /^\/[^/]+\/?$/, 'ListBucket'],
    ['PUT', /^\/[^/]+\/.+/, 'PutObject'],
  ],
  ses: [['POST', /^\/v2\/email\/outbound-emails$/, 'SendEmail']],
  scheduler: [
    ['POST', /^\/schedules\/[^/]+$/, 'CreateSchedule'],
    ['PUT', /^\/schedules\/[^/]+$/, 'UpdateSchedule'],
    ['DELETE', /^\/schedules\/[^/]+$/, 'DeleteSchedule'],
  ],
};

/** What each service's requests tell of resources; a service that is missing tells nothing. */
const resources: Readonly<
  Record<string, (request: Request) => Partial<NeededPermission> & { also?: NeededPermission }>
> = {
  dynamodb: ({ input }) => {
    const named = input['RequestItems'];
    const tables = named === undefined ? [String(input['TableName'])] : Object.keys(named as object);
    const index = input['IndexName'] === undefined ? '' : `/index/${textIn(input, 'IndexName')}`;
    return {
      resources: tables.map((table) => at('dynamodb', `table/${table}${index}`)),
      context: leadingKeys(input),
    };
  },
  s3: ({ operation, parts: [, bucket = '', ...key], query }) => {
    const whole = `arn:aws:s3:::${bucket}`;
    if (operation === 'ListBucket') {
      return { resources: [whole], context: { 's3:prefix': [query.get('prefix') ?? ''] } };
    }
    // Without it a key that does not exist is answered with 403.
    const also = { action: 's3:ListBucket', resources: [whole], context: {} };
    return {
      resources: [`${whole}/${key.join('/')}`],
      ...(operation === 'GetObject' && mayBeMissing(key) ? { also } : {}),
    };
  },
  sqs: ({ input }) => ({ resources: [at('sqs', String(input['QueueUrl']).split('/').at(-1) ?? '')] }),
  // AWS checks answers to tasks on the state machine: https://github.com/aws/aws-cdk/pull/8486
  states: ({ input }) => ({
    resources: [
      textIn(input, 'stateMachineArn') ??
        textIn(input, 'executionArn') ??
        at('states', 'stateMachine:firebreak-local-incident-response'),
    ],
  }),
  secretsmanager: ({ input }) => ({
    resources: [at('secretsmanager', `secret:${String(input['SecretId'])}`)],
  }),
  scheduler: ({ parts: [, , name = ''], query, input }) => {
    const group = textIn(input, 'GroupName') ?? query.get('groupName');
    const role = (input['Target'] as { readonly RoleArn?: string } | undefined)?.RoleArn;
    const passed = {
      action: 'iam:PassRole',
      context: { 'iam:PassedToService': ['scheduler.amazonaws.com'] },
    };
    return {
      resources: [at('scheduler', `schedule/${group}/${name}`)],
      ...(role === undefined ? {} : { also: { ...passed, resources: [role] } }),
    };
  },
  ses: ({ input }) => {
    const from = String(input['FromEmailAddress']);
    const { ToAddresses } = input['Destination'] as { readonly ToAddresses: readonly string[] };
    // In the sandbox the recipient's identity is checked too, and the identity may have a configuration set.
    return {
      resources: [
        ...[from, ...ToAddresses].map((each) => at('ses', `identity/${each}`)),
        at('ses', `configuration-set/${String(input['ConfigurationSetName'])}`),
      ],
      context: { 'ses:FromAddress': [from] },
    };
  },
  lambda: ({ parts: [, , , name = ''], query }) => {
    const qualifier = query.get('Qualifier');
    const lambda = name.startsWith('arn:') ? name : at('lambda', `function:${name}`);
    return { resources: [qualifier === null ? lambda : `${lambda}:${qualifier}`] };
  },
  logs: ({ operation, input }) =>
    operation === 'StartQuery'
      ? {
          resources: (input['logGroupNames'] as readonly string[]).map((each) =>
            at('logs', `log-group:${each}:*`),
          ),
        }
      : {},
};

/** Of a request to AWS; null for a request that is not signed, such as one to a user's own system. */
export function neededPermissions(call: RecordedCall): readonly NeededPermission[] | null {
  const service = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
    call.headers['authorization'] ?? '',
  )?.[1];
  if (service === undefined) return null;
  const [path = '', search = ''] = call.path.split('?');
  const query = new URLSearchParams(search);
  const operation = operationOf(service, call, path, query);
  const input = call.body.startsWith('{') && service !== 's3' ? JSON.parse(call.body) : {};
  const parts = path.split('/').map(decodeURIComponent);
  const { also, ...told } = resources[service]?.({ operation, parts, query, input }) ?? {};
  const name = `${prefixes[service] ?? service}:${operation}`;
  const needed = { action: actionNames[name] ?? name, resources: null, context: {}, ...told };
  return also === undefined ? [needed] : [needed, also];
}

function operationOf(service: string, call: RecordedCall, path: string, query: URLSearchParams): string {
  const { method, headers, body } = call;
  const simulated = awsServices.find(({ signingName }) => signingName === service)?.protocol;
  const found =
    headers['x-amz-target']?.split('.').at(-1) ??
    /^\/service\/\w+\/operation\/(\w+)$/.exec(path)?.[1] ??
    routes[service]?.find(([by, pattern]) => by === method && pattern.test(path))?.[2] ??
    simulated?.operationOf({ method, path, query, headers, rawHeaders: [], body: Buffer.from(body) }) ??
    new URLSearchParams(body).get('Action');
  if (found === null) throw new Error(`Which operation of ${service} is ${method} ${path}?`);
  return found;
}

function textIn(input: Request['input'], name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** The ledger's batches are read by those who listed them. */
function mayBeMissing([folder]: readonly string[]): boolean {
  return folder !== 'deliveries';
}

/** Partition keys that a request names. A query names its own in an expression. */
function leadingKeys(input: Readonly<Record<string, unknown>>): NeededPermission['context'] {
  const text = JSON.stringify({ ...input, UpdateExpression: undefined });
  const keys = [...text.matchAll(/"(?:pk|:pk|:0)":\{"S":"((?:[^"\\]|\\.)*)"\}/g)].map(([, key = '']) => key);
  return keys.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(keys)] };
}
