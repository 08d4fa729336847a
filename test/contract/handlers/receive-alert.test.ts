import { randomBytes } from 'node:crypto';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { redeemClaimCheck } from '../../../lambdas/adapters/aws/queue/claim-checks.ts';
import type { ClaimCheck } from '../../../lambdas/adapters/aws/queue/delivery-envelope.ts';
import { queuedDelivery } from '../../../lambdas/adapters/aws/queue/queued-deliveries.ts';
import { handler } from '../../../lambdas/handlers/receive-alert.ts';
import { longestBodyBytes } from '../../../lambdas/ports/alert-queue.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import {
  LEDGER_BUCKET,
  type QueueAndStorage,
  startQueueAndStorage,
} from '../../../local/cloud/storage/queue-and-storage.ts';
import { anSqsRecord } from '../../support/builders/invocation.ts';
import { localAws, type TemporaryFolder, temporaryFolder } from '../../support/servers/local-aws.ts';

let folder: TemporaryFolder;
let server: QueueAndStorage;
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
const before = { ...process.env };

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startQueueAndStorage(folder.path);
  const values = { alertmanager: ['bearer-1'], azure: ['address-1'], 'events-v2': ['key-1'] };
  secrets = await startSecretsManager({ sources: JSON.stringify(values) });
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: server.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    SOURCES_SECRET: 'sources',
    AWS_ENDPOINT_URL_S3: server.url,
    ALERTS_QUEUE_URL: server.alertsQueueUrl,
    LEDGER_BUCKET,
  });
});

afterAll(async () => {
  process.env = before;
  await secrets.stop();
  await server.stop();
  await folder.remove();
});

interface Posted {
  readonly resource: string;
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string[]>;
  readonly body: string | Uint8Array;
}

async function post({ resource, parameters = {}, headers = {}, body }: Posted) {
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: 'POST',
    resource,
    pathParameters: parameters,
    headers: {},
    multiValueHeaders: headers,
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
  const response = await handler(Object.assign(Object.create(null), event));
  const parsed: unknown = JSON.parse(response.body);
  return { status: response.statusCode, body: parsed };
}

/** What waits in the queue, taken out of it. */
async function queued(): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  const aws = localAws({ SQS: server.url, S3: server.url });
  const sqs = aws.get(SQSClient);
  const QueueUrl = server.alertsQueueUrl;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found;
    for (const { Body = '', ReceiptHandle } of Messages) {
      const redeem = (claimCheck: ClaimCheck) => redeemClaimCheck(aws, LEDGER_BUCKET, claimCheck);
      found.push(await queuedDelivery(anSqsRecord(Body), redeem));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const ofAlertmanager = { resource: '/v1/alerts/{source}', parameters: { source: 'alertmanager' } };

describe('the function receive-alert, behind API Gateway and before SQS', () => {
  it('queues the very text that was sent, with a bearer token', async () => {
    const body = '{"alerts":[],"text":"☃ \\u001b 12345678901234567890"}';
    const response = await post({ ...ofAlertmanager, headers: { Authorization: ['Bearer bearer-1'] }, body });
    expect(response).toMatchObject({ status: 202, body: { deliveryId: expect.stringMatching(/^dlv_/) } });
    expect(await queued()).toMatchObject([{ source: 'alertmanager', body }]);
  });

  it('takes the token from the address', async () => {
    const parameters = { source: 'azure', token: 'address-1' };
    const response = await post({ resource: '/v1/alerts/{source}/{token}', parameters, body: '{}' });
    expect(response.status).toBe(202);
    const [delivery] = await queued();
    expect(delivery?.source).toBe('azure');
    expect(JSON.stringify(delivery)).not.toContain('address-1');
  });

  it('answers the Events API v2 in its own words', async () => {
    const body = JSON.stringify({ routing_key: 'key-1', event_action: 'resolve', dedup_key: 'disk-7' });
    const response = await post({ resource: '/v2/enqueue', body });
    expect(response).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'disk-7' },
    });
    expect(await queued()).toHaveLength(1);
  });

  it('gives one and the same 401 and queues nothing for bad credentials and unknown sources', async () => {
    const body = '{}';
    const wrong = await post({ ...ofAlertmanager, headers: { Authorization: ['Bearer wrong'] }, body });
    const twice = { Authorization: ['Bearer bearer-1', 'Bearer bearer-1'] };
    expect(wrong.status).toBe(401);
    expect(await post({ ...ofAlertmanager, body })).toEqual(wrong);
    expect(await post({ ...ofAlertmanager, headers: twice, body })).toEqual(wrong);
    expect(await post({ ...ofAlertmanager, parameters: { source: 'no-such-source' }, body })).toEqual(wrong);
    expect(await queued()).toEqual([]);
  });

  /** On a busy machine ten megabytes may take longer than the function waits: it answers 503, and senders come again. */
  async function sendUntilTaken(headers: Readonly<Record<string, string[]>>, body: Buffer) {
    let response = await post({ ...ofAlertmanager, headers, body });
    for (let again = 0; response.status === 503 && again < 20; again += 1) {
      response = await post({ ...ofAlertmanager, headers, body });
    }
    return response;
  }

  it('accepts bytes that are no text, and up to 10 MB of anything', async () => {
    const headers = { authorization: ['Bearer bearer-1'] };
    const bodies = [Buffer.of(0xff, 0x00), Buffer.alloc(1_500_000, 'x'), randomBytes(longestBodyBytes)];
    for (const body of bodies) {
      expect((await sendUntilTaken(headers, body)).status).toBe(202);
      const [delivery] = await queued();
      const text = Buffer.from(
        delivery?.body ?? '',
        delivery?.headers['content-transfer-encoding'] === 'base64' ? 'base64' : 'utf8',
      );
      expect(text.equals(body)).toBe(true);
    }
  });

  it('names the limit to what is larger, and queues nothing of it', async () => {
    const headers = { authorization: ['Bearer bearer-1'] };
    const response = await post({ ...ofAlertmanager, headers, body: Buffer.alloc(longestBodyBytes + 1) });
    expect(response).toMatchObject({
      status: 413,
      body: { error: { code: 'input.too-large', message: expect.stringContaining('10 MB') } },
    });
    expect(await queued()).toEqual([]);
  });
});
