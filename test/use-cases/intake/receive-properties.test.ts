import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createLeanAlertQueue } from '../../../lambdas/adapters/aws/ingest/lean-alert-queue.ts';
import { redeemClaimCheck } from '../../../lambdas/adapters/aws/queue/claim-checks.ts';
import { inPortions } from '../../../lambdas/adapters/aws/queue/queued-deliveries.ts';
import { DependencyUnavailableError, UnauthenticatedError } from '../../../lambdas/domain/errors.ts';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import type { RawRequest } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { receiveAlert } from '../../../lambdas/use-cases/intake/receive-alert.ts';
import { anSqsRecord } from '../../support/builders/invocation.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import {
  type AlertsCloud,
  awsOf,
  createAlertsCloud,
  signedClientOf,
} from '../../support/servers/alerts-cloud.ts';
import {
  alertmanagerDelivery,
  bearerRequest,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

interface World extends IngestWorld {
  readonly cloud: AlertsCloud;
}

const createWorld = (): World => ({ ...createIngestWorld(), cloud: createAlertsCloud() });
const noFaults = () => createFaults(null);

function receive(world: World, request: RawRequest, faults = noFaults(), source = 'alertmanager') {
  const client = signedClientOf(faults.wrap('aws', world.cloud.network));
  const queue = createLeanAlertQueue(client, { queueUrl: 'https://sqs/alerts', bucket: 'ledger' });
  return receiveAlert({ ...ingestDeps(world, faults), queue }, source, request);
}

/** Delivers what waits in the queue, each message twice and once more until none fails; then the ledger. */
async function correlate(world: World, faults: Faults = noFaults()): Promise<readonly LedgerLine[]> {
  const aws = awsOf(faults.wrap('aws', world.cloud.network));
  let records = world.cloud.messages
    .splice(0)
    .flatMap((body, index) => [anSqsRecord(body, `m-${index}`), anSqsRecord(body, `twice-${index}`)]);
  for (let tries = 0; records.length > 0; tries += 1) {
    expect(tries).toBeLessThan(5);
    const again: typeof records = [];
    for await (const { queued, failed } of inPortions(records, (claimCheck) =>
      redeemClaimCheck(aws, 'ledger', claimCheck),
    )) {
      again.push(...failed.map(({ record }) => record));
      await correlateAlerts(
        ingestDeps(world),
        queued.map(({ delivery }) => delivery),
      );
    }
    records = again;
  }
  return world.ledger.lines();
}

function expectOneDisposition(lines: readonly LedgerLine[], response: Awaited<ReturnType<typeof receive>>) {
  const ofIt = lines.filter(({ delivery }) => delivery.id === response.body['deliveryId']);
  expect(new Set(ofIt.map(({ disposition }) => disposition)).size).toBe(1);
}

/** An alert whose text no packing makes small enough for the queue. */
const large = bearerRequest(
  'new-secret',
  alertmanagerDelivery(0).body.replace(
    '"version"',
    `"noise":"${randomBytes(900_000).toString('base64')}","version"`,
  ),
);

const pack = {
  identity: (bytes: Uint8Array) => bytes,
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};
const codings = fc.constantFrom('identity', 'gzip', 'deflate', 'br');
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(`\u{FEFF}{"alerts":[${JSON.stringify(text)}]}`)),
);

describe('whatever is accepted', () => {
  it('has one disposition in the ledger, whatever bytes it is and however it is said to be packed', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, codings, codings, async (body, packedAs, said) => {
        const world = createWorld();
        const request = {
          headers: { authorization: ['Bearer old-secret'], 'content-encoding': [said] },
          body: pack[packedAs](body),
          pathToken: null,
        };
        const response = await receive(world, request);
        expectOneDisposition(await correlate(world), response);
      }),
      { numRuns: 200 },
    );
  });

  it('is in the ledger whatever call of receiving goes wrong, small or large, when the sender sends again', async () => {
    for (const request of [bearerRequest('new-secret', alertmanagerDelivery(0).body), large]) {
      const points = await everyFaultPoint((faults) => receive(createWorld(), request, faults));
      expect(points).toHaveLength((request === large ? 3 : 2) * 3);
      for (const point of points) {
        const world = createWorld();
        const refusal = await receive(world, request, createFaults(point)).catch((error: unknown) => error);
        if (point.mode !== 'kill') expect(refusal).toBeInstanceOf(DependencyUnavailableError);
        const response = await receive(world, request);
        const lines = await correlate(world);
        expectOneDisposition(lines, response);
        expect(lines.filter(({ disposition }) => disposition === 'opened')).toHaveLength(1);
        expect(lines.every(({ delivery }) => delivery.lostBody === undefined)).toBe(true);
      }
    }
  });

  it('is in the ledger when the bucket could not be read at first', async () => {
    for (const mode of ['refuse', 'lose'] as const) {
      const world = createWorld();
      const response = await receive(world, large);
      const lines = await correlate(world, createFaults({ call: 1, mode }));
      expectOneDisposition(lines, response);
      expect(lines[0]?.disposition).toBe('opened');
    }
  });

  it('is quarantined by name, once and for all, when what was kept of it is gone or something else', async () => {
    const damages: ((cloud: AlertsCloud, path: string, bytes: Uint8Array) => void)[] = [
      ({ objects }, path) => objects.delete(path),
      ({ objects }, path) => objects.set(path, new Uint8Array()),
      ({ objects }, path, bytes) => objects.set(path, bytes.subarray(0, bytes.length / 2)),
      ({ objects }, path) => objects.set(path, gzipSync('{"id":"dlv_other","body":"{}"}')),
    ];
    for (const damage of damages) {
      const world = createWorld();
      const response = await receive(world, large);
      const [kept] = world.cloud.objects;
      if (kept === undefined) throw new Error('Nothing was kept beside the queue');
      damage(world.cloud, ...kept);
      const lines = await correlate(world);
      expectOneDisposition(lines, response);
      expect(lines[0]).toMatchObject({
        disposition: 'quarantined',
        reason: expect.stringContaining(`large-deliveries/${String(response.body['deliveryId'])}`),
        delivery: { source: 'alertmanager', body: '' },
      });
    }
  });

  it('carries no secret of its sender, in the queue, beside it and in the ledger', async () => {
    const world = createWorld();
    const request = { ...large, headers: {}, pathToken: 'new-secret' };
    await receive(world, request);
    await receive(world, bearerRequest('new-secret'));
    const event =
      '{"routing_key":"routing-key-1","event_action":"trigger","payload":{"summary":"Disk full"}}';
    await receive(world, { headers: {}, body: Buffer.from(event), pathToken: null }, noFaults(), 'events-v2');
    const kept = [...world.cloud.objects.values()].map((bytes) => gunzipSync(bytes).toString('utf8'));
    const seen = JSON.stringify([world.cloud.messages, kept, await correlate(world)]);
    expect(kept).toHaveLength(1);
    expect(seen).not.toMatch(/new-secret|routing-key-1/);
  });
});

describe('whatever is not authentic', () => {
  it('changes nothing, and is told nothing', async () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        'authorization',
        'content-encoding',
        'x-firebreak-token',
        'x-routing-key',
        'webhook-signature',
      ),
      fc.array(fc.string(), { maxLength: 2 }),
    );
    const source = fc.constantFrom('alertmanager', 'events-v2', 'grafana', 'no-such-source', '__proto__');
    await fc.assert(
      fc.asyncProperty(source, headers, bodies, async (name, sent, body) => {
        const world = createWorld();
        const refusal = receive(world, { headers: sent, body, pathToken: null }, noFaults(), name);
        await expect(refusal).rejects.toThrow(new UnauthenticatedError('The credentials were not accepted'));
        expect(world.cloud.calls()).toBe(0);
      }),
    );
  });
});
