import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createDynamodbReportedChangeStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-reported-change-store.ts';
import { createDynamodbTable } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import type { ChangeSourceName } from '../../../lambdas/domain/records/reported-change.ts';
import { createReportedChangesReader } from '../../../lambdas/evidence/changes/reported-changes-reader.ts';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import { type Database, startDatabase } from '../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../local/cloud/storage/incident-table.ts';
import { aService } from '../../support/builders/builders.ts';
import { cdEvent, githubDeployment } from '../../support/builders/reported-changes.ts';
import { localAws } from '../../support/servers/local-aws.ts';

const githubSecret = 'github-1';
let database: Database;
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let tables = 0;
let receive: typeof import('../../../lambdas/handlers/receive-change.ts').handler;
const before = { ...process.env };
const now = new Date('2026-11-23T02:05:00.000Z');

beforeAll(async () => {
  database = await startDatabase();
  const values = { github: [githubSecret], cdevents: ['cdevents-1'], changes: ['changes-2', 'changes-1'] };
  secrets = await startSecretsManager({ sources: JSON.stringify(values) });
});

/** Each test has a table of its own, and so a cold start of its own. */
beforeEach(async () => {
  tables += 1;
  await createIncidentTable(database.url, `incidents-${tables}`);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    SOURCES_SECRET: 'sources',
    TABLE_NAME: `incidents-${tables}`,
  });
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'] });
  await jest.isolateModulesAsync(async () => {
    receive = (await import('../../../lambdas/handlers/receive-change.ts')).handler;
  });
});

afterAll(async () => {
  jest.useRealTimers();
  process.env = before;
  await secrets.stop();
  await database.stop();
});

interface Posted {
  readonly source: string;
  readonly token?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function post({ source, token, method = 'POST', headers = {}, body }: Posted) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: method,
    resource: token === undefined ? '/v1/changes/{source}' : '/v1/changes/{source}/{token}',
    pathParameters: { source, ...(token === undefined ? {} : { token }) },
    headers: {},
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: Buffer.from(text).toString('base64'),
    isBase64Encoded: true,
  };
  const response = await receive(Object.assign(Object.create(null), event));
  const parsed: unknown = JSON.parse(response.body);
  return { status: response.statusCode, body: parsed };
}

function postGithub(body: unknown, event = 'deployment_status', secret = githubSecret) {
  const text = JSON.stringify(body);
  const digest = createHmac('sha256', secret).update(text).digest('hex');
  const headers = { 'X-GitHub-Event': event, 'X-Hub-Signature-256': `sha256=${digest}` };
  return post({ source: 'github', headers, body: text });
}

const postGeneric = (body: unknown, token = 'changes-1') =>
  post({ source: 'generic', headers: { Authorization: `Bearer ${token}` }, body });

function store() {
  return createDynamodbReportedChangeStore(
    createDynamodbTable(localAws({ DYNAMODB: database.url }), `incidents-${tables}`),
  );
}

async function kept(source: ChangeSourceName, subject: string) {
  return (await store().list(subject, new Date(0))).filter((change) => change.source === source);
}

describe('the function receive-change, behind API Gateway and before DynamoDB', () => {
  it('keeps a GitHub deployment as a change of the service that policy maps the repository to', async () => {
    expect(await postGithub(githubDeployment('in_progress', { at: '2026-11-23T02:00:10Z' }))).toEqual({
      status: 202,
      body: {
        changes: [
          {
            subject: 'acme/checkout',
            environment: 'production',
            at: '2026-11-23T02:00:10.000Z',
            state: 'started',
          },
        ],
      },
    });
    await postGithub(githubDeployment('success'));
    const service = aService({
      reportedChanges: [{ source: 'github', subject: 'acme/Checkout' }],
    });
    const query = { service, startedAt: new Date('2026-11-23T02:02:00.000Z'), now };
    const policy = { environments: [], services: [service] };
    expect(await createReportedChangesReader(store(), policy).read(query)).toEqual([
      {
        id: 'reported:github:acme/checkout:deployment/7',
        kind: 'deployment',
        service: 'checkout',
        resource: {
          kind: 'reported',
          key: 'reported:github:acme/checkout',
          id: { source: 'github', subject: 'acme/checkout' },
        },
        summary: 'Acme/Checkout@1a2b3c4 (main) deployed to production (reported by github)',
        at: '2026-11-23T02:00:10.000Z',
        actor: 'ana',
        size: null,
        trackRecord: null,
        link: 'https://github.com/acme/checkout/actions/runs/1',
        before: null,
        after: null,
      },
    ]);
  });

  it('changes nothing when a delivery comes again', async () => {
    const first = await postGithub(githubDeployment('success'));
    expect(await postGithub(githubDeployment('success'))).toEqual(first);
    expect(await kept('github', 'acme/checkout')).toHaveLength(1);
  });

  it('says why what it understood is no change', async () => {
    expect(await postGithub({ zen: 'Keep it logically awesome.' }, 'ping')).toEqual({
      status: 202,
      body: { changes: [], ignored: 'Only deployment_status reports a change of a running system' },
    });
    expect(await postGithub(githubDeployment('queued'))).toMatchObject({
      status: 202,
      body: { changes: [] },
    });
    expect(await kept('github', 'acme/checkout')).toEqual([]);
  });

  it('keeps CDEvents, structured and binary', async () => {
    const event = cdEvent('dev.cdevents.service.deployed.0.2.0');
    const structured = {
      specversion: '1.0',
      id: '271069a8',
      source: '/pipelines/7',
      type: 'dev.cdevents.service.deployed.0.2.0',
      data: event,
    };
    const headers = { 'Content-Type': 'application/cloudevents+json', 'X-Firebreak-Token': 'cdevents-1' };
    expect((await post({ source: 'cdevents', headers, body: structured })).status).toBe(202);
    const binary = {
      'Ce-Specversion': '1.0',
      'Ce-Id': '271069a8',
      'Ce-Source': '/pipelines/7',
      'Ce-Type': 'dev.cdevents.service.deployed.0.2.0',
    };
    expect(
      (await post({ source: 'cdevents', token: 'cdevents-1', headers: binary, body: event })).status,
    ).toBe(202);
    // The same event twice.
    expect(await kept('cdevents', 'checkout')).toMatchObject([
      {
        id: '/pipelines/7 271069a8',
        at: '2026-11-23T02:00:40.500Z',
        environment: 'production',
        summary: 'Service Checkout deployed: pkg:oci/checkout@sha256%3A0b31',
      },
    ]);
  });

  it('keeps what any pipeline tells in a line, under either live secret', async () => {
    const message = {
      service: 'checkout',
      version: '1.4.2',
      actor: 'ana@example.com',
      size: { count: 3, of: 'files' },
    };
    expect((await postGeneric(message)).status).toBe(202);
    expect((await postGeneric({ ...message, id: 'run-8' }, 'changes-2')).status).toBe(202);
    const [first] = await kept('generic', 'checkout');
    expect(first).toMatchObject({
      summary: 'checkout 1.4.2 deployed',
      at: now.toISOString(),
      actor: 'ana',
      size: { count: 3, of: 'files' },
    });
    expect(JSON.stringify(await kept('generic', 'checkout'))).not.toContain('example.com');
  });

  it('takes a time ahead of ours for now, and keeps nothing that is older than it keeps', async () => {
    await postGeneric({ service: 'checkout', at: '2026-11-23T02:09:00Z' });
    expect(await kept('generic', 'checkout')).toMatchObject([{ at: now.toISOString() }]);
    expect(await postGeneric({ service: 'search', at: '2026-11-01T00:00:00Z' })).toEqual({
      status: 202,
      body: { changes: [] },
    });
    expect(await kept('generic', 'search')).toEqual([]);
  });

  it.each([
    ['no JSON', '{', 'The body is not JSON'],
    ['no service', { version: '1' }, 'service is missing or not as documented'],
    ['a misspelt field', { service: 'a', enviroment: 'b' }, 'There is no field enviroment'],
    ['a wrong time', { service: 'a', at: 'yesterday' }, 'at must be a time such as 2026-11-23T02:00:40Z'],
    [
      'too many',
      Array.from({ length: 26 }, () => ({ service: 'a' })),
      'A delivery may report 25 changes at most',
    ],
  ])('tells an authentic sender of %s', async (_, body, message) => {
    expect(await postGeneric(body)).toEqual({
      status: 400,
      body: { error: { code: 'input.invalid', message } },
    });
    expect(await kept('generic', 'a')).toEqual([]);
  });

  it('gives one and the same 401 and keeps nothing for bad credentials and unknown sources', async () => {
    const body = { service: 'checkout' };
    const wrong = await postGeneric(body, 'wrong');
    expect(wrong.status).toBe(401);
    expect(await post({ source: 'generic', body })).toEqual(wrong);
    expect(await post({ source: 'generic', token: 'changes-0', body })).toEqual(wrong);
    expect(await post({ source: 'alertmanager', token: 'changes-1', body })).toEqual(wrong);
    expect(await post({ source: 'changes', token: 'changes-1', body })).toEqual(wrong);
    expect(await post({ source: '__proto__', token: 'changes-1', body })).toEqual(wrong);
    expect(await post({ source: 'github', token: githubSecret, body })).toEqual(wrong);
    expect(await postGithub(githubDeployment('success'), 'deployment_status', 'other')).toEqual(wrong);
    expect(await kept('generic', 'checkout')).toEqual([]);
    expect(await kept('github', 'acme/checkout')).toEqual([]);
  });

  it('changes nothing by GET and HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const response = await post({
        source: 'generic',
        token: 'changes-1',
        method,
        body: { service: 'checkout' },
      });
      expect(response.status).toBe(405);
    }
    expect(await kept('generic', 'checkout')).toEqual([]);
  });

  it('asks the sender to try again while it cannot keep anything', async () => {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = 'http://127.0.0.1:9';
    expect(await postGeneric({ service: 'checkout' })).toMatchObject({
      status: 503,
      body: { error: { code: 'dependency.unavailable' } },
    });
  });
});
