import { createHmac } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  ConfigurationError,
  DependencyUnavailableError,
  UnauthenticatedError,
} from '../../../lambdas/domain/errors.ts';
import { longestBodyBytes } from '../../../lambdas/ports/alert-queue.ts';
import { alertmanager } from '../../../lambdas/sources/alertmanager.ts';
import { receiveAlert } from '../../../lambdas/use-cases/intake/receive-alert.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import {
  alertmanagerDelivery,
  bearerRequest,
  createIngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

describe('receiving an alert', () => {
  it('queues what is authentic and answers 202 with the delivery’s id', async () => {
    const world = createIngestWorld();
    const response = await receiveAlert(
      ingestDeps(world),
      'alertmanager',
      bearerRequest('new-secret', '{"a":1}'),
    );
    const [delivery] = world.queue.drain();
    expect(response).toEqual({ status: 202, body: { deliveryId: delivery?.id } });
    expect(delivery).toMatchObject({ source: 'alertmanager', body: '{"a":1}', headers: {} });
  });

  it('keeps with the delivery that its signature tells no time', async () => {
    const secrets = createInMemorySecrets({ sources: JSON.stringify({ grafana: ['hmac-secret'] }) });
    const world = { ...createIngestWorld(), secrets };
    const body = '{"alerts":[]}';
    const signature = createHmac('sha256', 'hmac-secret').update(body).digest('hex');
    const signed = { ...bearerRequest('', body), headers: { 'x-grafana-alerting-signature': [signature] } };
    await receiveAlert(ingestDeps(world), 'grafana', signed);
    await receiveAlert(ingestDeps(world), 'grafana', bearerRequest('hmac-secret', body));
    expect(world.queue.drain().map(({ replayable }) => replayable)).toEqual([true, undefined]);
  });

  it('takes the older secret too while a rotation lasts', async () => {
    const world = createIngestWorld();
    await receiveAlert(ingestDeps(world), 'alertmanager', bearerRequest('old-secret'));
    expect(world.queue.drain()).toHaveLength(1);
  });

  it('accepts an authentic body that nobody can read: it is quarantined later', async () => {
    const world = createIngestWorld();
    const request = { ...bearerRequest('new-secret'), body: Uint8Array.of(0xff, 0xfe, 0x00) };
    const response = await receiveAlert(ingestDeps(world), 'alertmanager', request);
    expect(response.status).toBe(202);
    expect(world.queue.drain()[0]).toMatchObject({
      body: '//4A',
      headers: { 'content-transfer-encoding': 'base64' },
    });
  });

  for (const [coding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const) {
    it(`keeps the bytes of a body in ${coding}, which its source can read`, async () => {
      const world = createIngestWorld();
      const { body } = alertmanagerDelivery(0);
      const request = {
        headers: { authorization: ['Bearer new-secret'], 'content-encoding': [coding] },
        body: pack(body),
        pathToken: null,
      };
      await receiveAlert(ingestDeps(world), 'alertmanager', request);
      const [delivery] = world.queue.drain();
      expect(delivery?.body).toBe(request.body.toString('base64'));
      expect(delivery && alertmanager.parse(delivery)).toMatchObject({ outcome: 'alerts' });
    });

    it(`reads a body that was said to be in ${coding} and was unpacked on its way`, async () => {
      const world = createIngestWorld();
      const { headers, body } = bearerRequest('new-secret', alertmanagerDelivery(0).body);
      const request = { headers: { ...headers, 'content-encoding': [coding] }, body, pathToken: null };
      await receiveAlert(ingestDeps(world), 'alertmanager', request);
      const [delivery] = world.queue.drain();
      expect(delivery && alertmanager.parse(delivery)).toMatchObject({ outcome: 'alerts' });
    });

    it(`finds the routing key in a body in ${coding}, and keeps it out of what it queues`, async () => {
      const world = createIngestWorld();
      const text = '{"routing_key":"routing-key-1","event_action":"resolve","dedup_key":"disk-7"}';
      const request = { headers: { 'content-encoding': [coding] }, body: pack(text), pathToken: null };
      const response = await receiveAlert(ingestDeps(world), 'events-v2', request);
      expect(response).toMatchObject({ status: 202, body: { dedup_key: 'disk-7' } });
      expect(world.queue.drain()).toMatchObject([
        { headers: {}, body: text.replace('routing-key-1', '(removed)') },
      ]);
    });

    it(`quarantines a bomb in ${coding}, and refuses one in which it would have to look for the key`, async () => {
      const world = createIngestWorld();
      const headers = { authorization: ['Bearer new-secret'], 'content-encoding': [coding] };
      const request = { headers, body: pack(Buffer.alloc(20_000_000, '[')), pathToken: null };
      await receiveAlert(ingestDeps(world), 'alertmanager', request);
      const [delivery] = world.queue.drain();
      expect(delivery && alertmanager.parse(delivery)).toMatchObject({
        outcome: 'quarantined',
        reason: expect.stringContaining('16 MiB'),
      });
      const refusal = receiveAlert(ingestDeps(world), 'events-v2', request);
      await expect(refusal).rejects.toThrow(UnauthenticatedError);
      expect(world.queue.drain()).toEqual([]);
    });
  }

  it('keeps the routing key out of what it queues when the body is no UTF-8', async () => {
    const world = createIngestWorld();
    const head =
      '{"routing_key":"routing-key-1","event_action":"trigger","payload":{"summary":"Disk \xff full"}}';
    const request = { headers: {}, body: Buffer.from(head, 'latin1'), pathToken: null };
    await receiveAlert(ingestDeps(world), 'events-v2', request);
    const [delivery] = world.queue.drain();
    expect(delivery?.headers).toEqual({});
    expect(delivery?.body).toContain('Disk \u{FFFD} full');
    expect(delivery?.body).not.toContain('routing-key-1');
  });

  it('keeps a byte order mark, which its source reads over', async () => {
    const world = createIngestWorld();
    const text = `\u{FEFF}${alertmanagerDelivery(0).body}`;
    await receiveAlert(ingestDeps(world), 'alertmanager', bearerRequest('new-secret', text));
    const [delivery] = world.queue.drain();
    expect(delivery?.body).toBe(text);
    expect(delivery && alertmanager.parse(delivery)).toMatchObject({ outcome: 'alerts' });
  });

  it('takes 10 MB and no more', async () => {
    const world = createIngestWorld();
    const receiving = (length: number) => {
      const request = { ...bearerRequest('new-secret'), body: new Uint8Array(length) };
      return receiveAlert(ingestDeps(world), 'alertmanager', request);
    };
    expect((await receiving(longestBodyBytes)).status).toBe(202);
    await expect(receiving(longestBodyBytes + 1)).rejects.toThrow('10 MB');
    expect(world.queue.drain()).toHaveLength(1);
  });

  for (const [what, source, request] of [
    ['a wrong secret', 'alertmanager', bearerRequest('wrong')],
    ['no credential', 'alertmanager', { ...bearerRequest(''), headers: {} }],
    ['an unknown source', 'no-such-source', bearerRequest('new-secret')],
    ['a source without secrets', 'grafana', bearerRequest('new-secret')],
    ['the decoy of unknown sources', 'no-such-source', bearerRequest('no-sender-knows-this')],
    ['a member of every object', 'constructor', bearerRequest('new-secret')],
    [
      'two credentials, one of them right',
      'alertmanager',
      { ...bearerRequest('new-secret'), pathToken: 'new-secret' },
    ],
    [
      'a duplicated header',
      'alertmanager',
      { ...bearerRequest(''), headers: { authorization: ['Bearer new-secret', 'Bearer new-secret'] } },
    ],
  ] as const) {
    it(`refuses ${what} with the same words and stores nothing`, async () => {
      const world = createIngestWorld();
      const refusal = receiveAlert(ingestDeps(world), source, request);
      await expect(refusal).rejects.toThrow(new UnauthenticatedError('The credentials were not accepted'));
      expect(world.queue.drain()).toEqual([]);
    });
  }

  it('refuses to work with an empty secret', async () => {
    const world = createIngestWorld();
    const secrets = createInMemorySecrets({ sources: '{"alertmanager":[""]}' });
    const receiving = receiveAlert({ ...ingestDeps(world), secrets }, 'alertmanager', bearerRequest(''));
    await expect(receiving).rejects.toThrow(ConfigurationError);
  });

  it('answers the Events API v2 as PagerDuty does and keeps the routing key out of what it queues', async () => {
    const world = createIngestWorld();
    const event = {
      routing_key: 'routing-key-1',
      event_action: 'trigger',
      payload: { summary: 'Disk full' },
    };
    const request = { headers: {}, body: Buffer.from(JSON.stringify(event)), pathToken: null };
    const response = await receiveAlert(ingestDeps(world), 'events-v2', request);
    const [delivery] = world.queue.drain();
    expect(response).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: delivery?.id },
    });
    expect(JSON.stringify(delivery)).not.toContain('routing-key-1');
  });

  it('never says 202 for what is not queued, whatever call goes wrong', async () => {
    const receive = (world: ReturnType<typeof createIngestWorld>, faults = createFaults(null)) =>
      receiveAlert(ingestDeps(world, faults), 'alertmanager', bearerRequest('new-secret'));
    const points = await everyFaultPoint((faults) => receive(createIngestWorld(), faults));
    expect(points).toHaveLength(2 * 3);
    for (const point of points) {
      const world = createIngestWorld();
      const refusal = receive(world, createFaults(point));
      await (point.mode === 'kill'
        ? expect(refusal).rejects.toThrow()
        : expect(refusal).rejects.toThrow(DependencyUnavailableError));
      world.queue.drain();
      expect((await receive(world)).status).toBe(202);
      expect(world.queue.drain()).toHaveLength(1);
    }
  });
});
