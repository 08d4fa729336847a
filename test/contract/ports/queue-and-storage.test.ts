import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLeanAlertQueue } from '../../../lambdas/adapters/aws/ingest/lean-alert-queue.ts';
import { createSignedClient } from '../../../lambdas/adapters/aws/ingest/signed-client.ts';
import { redeemClaimCheck } from '../../../lambdas/adapters/aws/queue/claim-checks.ts';
import { queuedDelivery } from '../../../lambdas/adapters/aws/queue/queued-deliveries.ts';
import { createSqsAlertQueue } from '../../../lambdas/adapters/aws/queue/sqs-alert-queue.ts';
import { createS3DeliveryLedger } from '../../../lambdas/adapters/aws/storage/s3-delivery-ledger.ts';
import { createS3DocumentStore } from '../../../lambdas/adapters/aws/storage/s3-document-store.ts';
import { putObject } from '../../../lambdas/adapters/aws/storage/s3-objects.ts';
import { deterministicUlid } from '../../../lambdas/domain/correlation/deterministic-ulid.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { longestBodyBytes } from '../../../lambdas/ports/alert-queue.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import {
  DOCUMENTS_BUCKET,
  LEDGER_BUCKET,
  type QueueAndStorage,
  startQueueAndStorage,
} from '../../../local/cloud/storage/queue-and-storage.ts';
import { createInMemoryAlertQueue } from '../../../local/rehearsal/memory/in-memory-alert-queue.ts';
import { createInMemoryDeliveryLedger } from '../../../local/rehearsal/memory/in-memory-delivery-ledger.ts';
import { createInMemoryDocumentStore } from '../../../local/rehearsal/memory/stores/in-memory-document-store.ts';
import { anSqsRecord } from '../../support/builders/invocation.ts';
import { aDelivery, aLedgerLine } from '../../support/builders/records.ts';
import {
  localAws,
  localEnv,
  type TemporaryFolder,
  temporaryFolder,
} from '../../support/servers/local-aws.ts';

let folder: TemporaryFolder;
let server: QueueAndStorage;
let aws: AwsClients;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startQueueAndStorage(folder.path);
  aws = localAws({ S3: server.url, SQS: server.url });
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

describe('SQS and S3 of the laptop', () => {
  it.each([
    ['under a foreign host name', { host: 'rebound.example' }, 421],
    ['of the page of another site', { origin: 'http://other.example' }, 403],
  ])('answer no request %s', async (_, headers, status) => {
    const { hostname, port } = new URL(server.url);
    const answered = await new Promise<{ status: number | undefined; names: readonly string[] }>(
      (resolve, reject) => {
        request({ hostname, port, method: 'POST', path: '/', headers }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, names: Object.keys(response.headers) });
        })
          .on('error', reject)
          .end('{}');
      },
    );
    expect(answered.status).toBe(status);
    expect(answered.names.filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('a message that a process held when it was killed', () => {
  it('comes back in the next, and is counted', async () => {
    const own = await temporaryFolder();
    const first = await startQueueAndStorage(own.path);
    const awsOf = ({ url }: QueueAndStorage) => localAws({ S3: url, SQS: url });
    await createSqsAlertQueue(awsOf(first), {
      queueUrl: first.alertsQueueUrl,
      bucket: LEDGER_BUCKET,
    }).send(aDelivery());
    const receive = async (from: QueueAndStorage, waitSeconds = 0) => {
      const command = new ReceiveMessageCommand({
        QueueUrl: from.alertsQueueUrl,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        WaitTimeSeconds: waitSeconds,
      });
      const { Messages = [] } = await awsOf(from).get(SQSClient).send(command);
      return Messages.map(({ Attributes }) => Attributes?.['ApproximateReceiveCount']);
    };
    expect(await receive(first)).toEqual(['1']);
    expect(await receive(first)).toEqual([]);
    await first.stop();
    const second = await startQueueAndStorage(own.path);
    expect(await receive(second, 20)).toEqual(['2']);
    const attributes = new GetQueueAttributesCommand({
      QueueUrl: second.alertsQueueUrl,
      AttributeNames: ['VisibilityTimeout'],
    });
    const { Attributes } = await awsOf(second).get(SQSClient).send(attributes);
    expect(Attributes).toEqual({ VisibilityTimeout: '360' });
    await second.stop();
    await own.remove();
  });
});

const hostile = '☃ "quoted" \\ \u2028 💥 </script>';

describe.each([
  {
    name: 'in memory',
    create: () => {
      const queue = createInMemoryAlertQueue();
      return { queue, receive: async () => queue.drain() };
    },
  },
  {
    name: 'on SQS',
    create: () => ({
      queue: createSqsAlertQueue(aws, { queueUrl: server.alertsQueueUrl, bucket: LEDGER_BUCKET }),
      receive: receiveFromSqs,
    }),
  },
  {
    name: 'on SQS, by the signed client',
    create: () => ({
      queue: createLeanAlertQueue(
        createSignedClient({ env: localEnv({ S3: server.url, SQS: server.url }) }),
        {
          queueUrl: server.alertsQueueUrl,
          bucket: LEDGER_BUCKET,
        },
      ),
      receive: receiveFromSqs,
    }),
  },
])('the alert queue $name', ({ create }) => {
  it('hands over a delivery as it was sent', async () => {
    const { queue, receive } = create();
    const delivery = aDelivery({ body: JSON.stringify({ title: hostile, filler: 'x'.repeat(2000) }) });
    await queue.send(delivery);
    expect(await receive()).toEqual([delivery]);
  });

  it('hands over a body of 10 MB, whatever is in it', async () => {
    const { queue, receive } = create();
    const text = aDelivery({ id: 'dlv_text', body: hostile.repeat(400_000).slice(0, longestBodyBytes) });
    const bytes = randomBytes(longestBodyBytes).toString('base64');
    const headers = { 'content-transfer-encoding': 'base64' };
    for (const delivery of [text, aDelivery({ id: 'dlv_bytes', headers, body: bytes })]) {
      await queue.send(delivery);
      const [received] = await receive();
      expect(received?.body === delivery.body).toBe(true);
      expect({ ...received, body: '' }).toEqual({ ...delivery, body: '' });
    }
  });
});

async function receiveFromSqs(): Promise<readonly Delivery[]> {
  const { Messages = [] } = await aws
    .get(SQSClient)
    .send(new ReceiveMessageCommand({ QueueUrl: server.alertsQueueUrl, WaitTimeSeconds: 5 }));
  return Promise.all(
    Messages.map(({ Body = '' }) =>
      queuedDelivery(anSqsRecord(Body), (claimCheck) => redeemClaimCheck(aws, LEDGER_BUCKET, claimCheck)),
    ),
  );
}

describe('what is kept beside the queue', () => {
  const { body: _, ...claimCheck } = aDelivery({ id: 'dlv_kept' });
  const key = 'large-deliveries/dlv_kept.json.gz';

  it('is lost when its object is missing or holds something else, and says so', async () => {
    const missing = await redeemClaimCheck(aws, LEDGER_BUCKET, claimCheck);
    expect(missing).toEqual({ ...claimCheck, body: '', lostBody: { key, problem: 'is missing' } });
    const other = gzipSync(JSON.stringify(aDelivery({ id: 'dlv_other' })));
    for (const bytes of [
      new Uint8Array(),
      gzipSync('not JSON'),
      other,
      other.subarray(9),
      other.subarray(0, 99),
    ]) {
      await putObject(aws, LEDGER_BUCKET, key, bytes, 'application/gzip');
      expect((await redeemClaimCheck(aws, LEDGER_BUCKET, claimCheck)).lostBody?.key).toBe(key);
    }
  });

  it('must be asked for again when the bucket cannot be read', async () => {
    await expect(redeemClaimCheck(aws, 'no-such-bucket', claimCheck)).rejects.toBeInstanceOf(
      ConfigurationError,
    );
  });
});

describe.each([
  {
    name: 'in memory',
    create: () => {
      const ledger = createInMemoryDeliveryLedger();
      return { ledger, read: async () => ledger.lines() };
    },
  },
  { name: 'on S3', create: () => ({ ledger: createS3DeliveryLedger(aws, LEDGER_BUCKET), read: readFromS3 }) },
])('the delivery ledger $name', ({ create }) => {
  const batchId = 'bat_01KATZ3V000000000000000001';

  it('keeps a batch once, however often it is written', async () => {
    const { ledger, read } = create();
    const lines = [
      aLedgerLine(),
      aLedgerLine({ delivery: aDelivery({ body: hostile }), disposition: 'quarantined', reason: hostile }),
    ];
    await ledger.writeBatch(batchId, lines);
    await ledger.writeBatch(batchId, lines);
    expect(await read(`deliveries/2026/11/23/${batchId}.jsonl.gz`)).toEqual(lines);
  });

  it('reads the batches since an instant, the oldest first, and says whether there are more', async () => {
    const { ledger } = create();
    const at = (minute: number) => `2026-12-01T23:${minute}:00.000Z`;
    const batches = [10, 20, 30, 40].map((minute) => {
      const receivedAt = at(minute);
      const line = aLedgerLine({ delivery: aDelivery({ id: `dlv_${minute}`, receivedAt }) });
      return { id: `bat_${deterministicUlid(receivedAt, String(minute))}`, line };
    });
    for (const { id, line } of batches.toReversed()) await ledger.writeBatch(id, [line]);
    const [, second, third, last] = batches.map(({ line }) => line);
    expect(await ledger.readSince(at(20), 2)).toEqual({ lines: [second, third], isComplete: false });
    expect(await ledger.readSince(at(20), 3)).toEqual({ lines: [second, third, last], isComplete: true });
    expect(await ledger.readSince('2026-12-02T00:00:00.000Z', 9)).toEqual({ lines: [], isComplete: true });
  });

  it('has nothing to write for an empty batch', async () => {
    await expect(create().ledger.writeBatch('bat_empty', [])).resolves.toBeUndefined();
  });
});

it('leaves out what is no batch of the ledger', async () => {
  const [good, other, broken] = ['1', '2', '3'].map((name) => `deliveries/2026/12/03/bat_0${name}.jsonl.gz`);
  const line = aLedgerLine({ delivery: aDelivery({ receivedAt: '2026-12-03T00:00:00.000Z' }) });
  await putObject(
    aws,
    LEDGER_BUCKET,
    good ?? '',
    gzipSync(`${JSON.stringify(line)}\n{"a":1}\n{`),
    'application/gzip',
  );
  await putObject(aws, LEDGER_BUCKET, other ?? '', 'not packed', 'text/plain');
  await putObject(aws, LEDGER_BUCKET, broken ?? '', gzipSync('{}').subarray(0, 9), 'application/gzip');
  const ledger = createS3DeliveryLedger(aws, LEDGER_BUCKET);
  expect(await ledger.readSince('2026-12-03', 9)).toEqual({ lines: [line], isComplete: true });
});

async function readFromS3(key: string): Promise<readonly LedgerLine[]> {
  const response = await fetch(`${server.url}/${LEDGER_BUCKET}/${key}`);
  const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.each([
  { name: 'in memory', create: () => createInMemoryDocumentStore() },
  { name: 'on S3', create: () => createS3DocumentStore(aws, DOCUMENTS_BUCKET) },
])('the document store $name', ({ create }) => {
  it('gives back the last document of a key', async () => {
    const documents = create();
    const key = 'postmortems/2026/inc 1+ü.md';
    expect(await documents.read(key)).toBeNull();
    await documents.put(key, 'first', 'text/markdown; charset=utf-8');
    await documents.put(key, `# ${hostile}\n`, 'text/markdown; charset=utf-8');
    expect(await documents.read(key)).toBe(`# ${hostile}\n`);
  });
});

it('says that a bucket is missing, instead of a document', async () => {
  const documents = createS3DocumentStore(aws, 'no-such-bucket');
  await expect(documents.read('a.md')).rejects.toBeInstanceOf(ConfigurationError);
});
