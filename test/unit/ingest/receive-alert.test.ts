import { describe, expect, it } from '@jest/globals';
import { createInMemorySecrets } from '../../../lambdas/adapters/memory/in-memory-secrets.ts';
import {
  ConfigurationError,
  DependencyUnavailableError,
  UnauthenticatedError,
} from '../../../lambdas/domain/errors.ts';
import { receiveAlert } from '../../../lambdas/use-cases/receive-alert.ts';
import { createFaults, everyFaultPoint } from '../../support/faults.ts';
import { bearerRequest, createIngestWorld, receiveDeps } from '../../support/ingest.ts';

describe('receiving an alert', () => {
  it('queues what is authentic and answers 202 with the delivery’s id', async () => {
    const world = createIngestWorld();
    const answer = await receiveAlert(
      receiveDeps(world),
      'alertmanager',
      bearerRequest('new-secret', '{"a":1}'),
    );
    const [delivery] = world.queue.drain();
    expect(answer).toEqual({ status: 202, body: { deliveryId: delivery?.id } });
    expect(delivery).toMatchObject({ source: 'alertmanager', body: '{"a":1}', headers: {} });
  });

  it('takes the older secret too while a rotation lasts', async () => {
    const world = createIngestWorld();
    await receiveAlert(receiveDeps(world), 'alertmanager', bearerRequest('old-secret'));
    expect(world.queue.drain()).toHaveLength(1);
  });

  it('accepts an authentic body that nobody can read: it is quarantined later', async () => {
    const world = createIngestWorld();
    const request = { ...bearerRequest('new-secret'), body: Uint8Array.of(0xff, 0xfe, 0x00) };
    const answer = await receiveAlert(receiveDeps(world), 'alertmanager', request);
    expect(answer.status).toBe(202);
    expect(world.queue.drain()[0]).toMatchObject({
      body: '//4A',
      headers: { 'content-transfer-encoding': 'base64' },
    });
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
      const refusal = receiveAlert(receiveDeps(world), source, request);
      await expect(refusal).rejects.toThrow(new UnauthenticatedError('The credentials were not accepted'));
      expect(world.queue.drain()).toEqual([]);
    });
  }

  it('refuses to work with an empty secret', async () => {
    const world = createIngestWorld();
    const secrets = createInMemorySecrets({ sources: '{"alertmanager":[""]}' });
    const receiving = receiveAlert({ ...receiveDeps(world), secrets }, 'alertmanager', bearerRequest(''));
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
    const answer = await receiveAlert(receiveDeps(world), 'events-v2', request);
    const [delivery] = world.queue.drain();
    expect(answer).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: delivery?.id },
    });
    expect(JSON.stringify(delivery)).not.toContain('routing-key-1');
  });

  it('never says 202 for what is not queued, whatever call goes wrong', async () => {
    const receive = (world: ReturnType<typeof createIngestWorld>, faults = createFaults(null)) =>
      receiveAlert(receiveDeps(world, faults), 'alertmanager', bearerRequest('new-secret'));
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
