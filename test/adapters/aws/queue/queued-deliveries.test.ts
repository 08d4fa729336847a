import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  openKept,
  openMessage,
  sealDelivery,
} from '../../../../lambdas/adapters/aws/queue/delivery-envelope.ts';
import { inPortions, queuedDelivery } from '../../../../lambdas/adapters/aws/queue/queued-deliveries.ts';
import { DependencyUnavailableError } from '../../../../lambdas/domain/errors.ts';
import { processInPortions, type Unprocessed } from '../../../../lambdas/runtime/env/process-in-portions.ts';
import { anSqsRecord } from '../../../support/builders/invocation.ts';
import { alertmanagerDelivery } from '../../../support/worlds/ingest.ts';

const delivery = alertmanagerDelivery(0);
const { body: _, ...claimCheck } = delivery;
const refuse = () => Promise.reject(new DependencyUnavailableError('S3 does not answer'));

describe('a delivery on the queue', () => {
  it('comes out as it went in, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const sealed = { ...delivery, body };
        const { message, kept } = sealDelivery(sealed);
        expect(message).not.toMatch(/[\ud800-\udfff\ufffe\uffff]/);
        expect(openMessage(message)).toEqual({ delivery: sealed });
        expect(kept).toBeNull();
      }),
    );
  });

  it('is packed when it is larger than a message may be', () => {
    const large = { ...delivery, body: JSON.stringify({ text: 'alert '.repeat(200_000) }) };
    const { message, kept } = sealDelivery(large);
    expect(message.length).toBeLessThanOrEqual(1024 * 1024);
    expect(openMessage(message)).toEqual({ delivery: large });
    expect(kept).toBeNull();
  });

  it('is a claim check for what is kept beside the queue when even packing does not help', () => {
    const huge = { ...delivery, body: randomBytes(900_000).toString('base64') };
    const { message, kept } = sealDelivery(huge);
    expect(message.length).toBeLessThan(500);
    expect(openMessage(message)).toEqual({ claimCheck });
    expect(openKept(kept ?? new Uint8Array())).toEqual(huge);
  });

  it('points to its body again when it is sent again after that was lost', () => {
    const lost = { ...delivery, body: '', lostBody: { key: 'k', problem: 'is missing' } };
    expect(openMessage(sealDelivery(lost).message)).toEqual({ claimCheck });
  });

  it('cannot be forged by what is inside an event', () => {
    for (const event of [
      { source: 'aws.cloudwatch', detail: { firebreak: 'delivery/1', delivery } },
      { firebreak: 'delivery/2', delivery },
      { firebreak: 'delivery/1', delivery: { ...delivery, body: 7 } },
      { firebreak: 'delivery/1', gzip: 'no gzip' },
      { firebreak: 'delivery/1', claimCheck: null },
      { firebreak: 'delivery/1', claimCheck: { ...claimCheck, id: '../deliveries/2026' } },
      { firebreak: 'delivery/1', claimCheck: { ...claimCheck, headers: null } },
      null,
    ]) {
      const body = JSON.stringify(event);
      expect(openMessage(body)).toEqual({ event: body });
    }
  });
});

describe('an event of EventBridge on the queue', () => {
  const event = {
    id: 'e-1',
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    time: '2026-11-23T02:02:00Z',
  };
  const read = (body: string, messageId?: string) => queuedDelivery(anSqsRecord(body, messageId), refuse);

  it('becomes a delivery of its source, the same however often it is delivered', async () => {
    const first = await read(JSON.stringify(event));
    expect(first).toMatchObject({ source: 'cloudwatch-eventbridge', receivedAt: '2026-11-23T02:02:10.000Z' });
    expect((await read(JSON.stringify(event), 'm-2')).id).toBe(first.id);
    expect((await read(JSON.stringify({ ...event, id: 'e-2' }))).id).not.toBe(first.id);
  });

  it('of anybody else is no known source, and is quarantined as such', async () => {
    expect((await read('{"source":"someone.else","detail-type":"x"}')).source).toBe('unknown');
    expect((await read('not JSON')).source).toBe('unknown');
  });
});

describe('a batch of messages', () => {
  const record = (body: string, messageId: string) =>
    anSqsRecord(sealDelivery({ ...delivery, id: `dlv_${messageId}`, body }).message, messageId);
  const claimCheckRecord = (messageId: string) =>
    anSqsRecord(
      JSON.stringify({ firebreak: 'delivery/1', claimCheck: { ...claimCheck, id: messageId } }),
      messageId,
    );

  const idsOf = ({ failed, untried }: Unprocessed) => ({
    failed: failed.map(({ messageId }) => messageId),
    untried: untried.map(({ messageId }) => messageId),
  });

  it('is opened in portions, no further than one portion and one body ahead', async () => {
    const fetched: string[] = [];
    const fetch = async (head: typeof claimCheck) => {
      fetched.push(head.id);
      return { ...head, body: 'x'.repeat(60) };
    };
    const batch = [record('small', 's'), claimCheckRecord('a'), claimCheckRecord('b'), claimCheckRecord('c')];
    const seen: (readonly [number, number])[] = [];
    for await (const { queued } of inPortions(batch, fetch, 100)) seen.push([queued.length, fetched.length]);
    expect(seen).toEqual([
      [3, 2],
      [1, 3],
    ]);
  });

  it('comes again as far as it was not processed: what failed, what could not be fetched, what time ran out for', async () => {
    const half = 'x'.repeat(5_000_000);
    const fetch = (head: typeof claimCheck) =>
      head.id === 'gone' ? refuse() : Promise.resolve({ ...head, body: half });
    const batch = [
      claimCheckRecord('a'),
      claimCheckRecord('gone'),
      record('small', 's'),
      claimCheckRecord('b'),
      claimCheckRecord('c'),
    ];
    const processedOnce: string[] = [];
    const times = [60_000, 19_999];
    const again = await processInPortions(batch, {
      redeem: fetch,
      processPortion: async (deliveries) => {
        processedOnce.push(...deliveries.map(({ id }) => id));
        return new Set(['dlv_s']);
      },
      tellUnfetched: () => {},
      tellFailed: () => {},
      timeLeft: () => times.shift() ?? 0,
    });
    expect(processedOnce).toEqual(['a', 'dlv_s', 'b', 'c']);
    expect(idsOf(again)).toEqual({ failed: ['gone', 's'], untried: [] });
    const hurried = await processInPortions([...batch, claimCheckRecord('d')], {
      redeem: fetch,
      processPortion: async () => new Set(),
      tellUnfetched: () => {},
      tellFailed: () => {},
      timeLeft: () => 19_999,
    });
    expect(idsOf(hurried)).toEqual({ failed: ['gone'], untried: ['c', 'd'] });
  });

  it('that fails as a whole is tried item by item, so that one costs itself only', async () => {
    const tried: string[][] = [];
    const again = await processInPortions([record('1', 'a'), record('2', 'poison'), record('3', 'b')], {
      redeem: refuse,
      processPortion: async (deliveries) => {
        tried.push(deliveries.map(({ id }) => id));
        if (deliveries.some(({ id }) => id === 'dlv_poison')) throw new TypeError('a bug');
        return new Set();
      },
      tellUnfetched: () => {},
      tellFailed: () => {},
      timeLeft: () => 60_000,
    });
    expect(tried).toEqual([['dlv_a', 'dlv_poison', 'dlv_b'], ['dlv_a'], ['dlv_poison'], ['dlv_b']]);
    expect(idsOf(again)).toEqual({ failed: ['poison'], untried: [] });
  });

  it('has what came before at its end, each by itself, and says when it is the last time', async () => {
    const received = (id: string, count: number) => {
      const { attributes, ...rest } = record(id, id);
      return { ...rest, attributes: { ...attributes, ApproximateReceiveCount: String(count) } };
    };
    const portions = [];
    const batch = [received('d', 5), received('c', 4), received('b', 2), record('a', 'a'), record('e', 'e')];
    for await (const { queued, trial } of inPortions(batch, refuse))
      portions.push([trial, ...queued.map(({ record: { messageId } }) => messageId)]);
    expect(portions).toEqual([
      ['together', 'a', 'e'],
      ['alone', 'b'],
      ['last', 'c'],
      ['last', 'd'],
    ]);
  });

  it('keeps a claim check that cannot be fetched apart, and loses none of it', async () => {
    const portions = [];
    for await (const each of inPortions([claimCheckRecord('a'), record('small', 's')], refuse))
      portions.push(each);
    expect(portions).toMatchObject([
      { queued: [{ record: { messageId: 's' } }], failed: [{ record: { messageId: 'a' } }] },
    ]);
  });
});
