import { afterEach, describe, expect, it } from '@jest/globals';
import { redriveAttribute } from '../../../lambdas/domain/dead-letters/dead-letter.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { deadLetterWorld } from '../../support/worlds/dead-letter-world.ts';

type World = Awaited<ReturnType<typeof deadLetterWorld>>;
let world: World;
afterEach(() => world.stop());

const callsOf = (operation: string) => world.calls.filter((call) => call.operation === `sqs:${operation}`);

describe('putting dead letters back', () => {
  it('moves one, five and fifty by hand, lets SQS move the rest, and accounts for all', async () => {
    world = await deadLetterWorld({ letters: 300 });
    const account = await world.redrive();
    expect(account).toEqual({
      received: 56,
      moved: 56,
      left: 0,
      drained: 244,
      found: 300,
      remaining: 0,
      diedAgain: 0,
      gone: 0,
      unknown: [],
      stoppedBecause: null,
    });
    expect(world.there('orders-dlq')).toEqual([]);
    expect(callsOf('SendMessage')).toHaveLength(56);
    expect(JSON.parse(callsOf('StartMessageMoveTask')[0]?.body ?? '{}')).toMatchObject({
      MaxNumberOfMessagesPerSecond: 10,
    });
  }, 30_000);

  it('ends after the first one when that dies again, and marks it', async () => {
    world = await deadLetterWorld({ letters: 300, dying: true });
    const account = await world.redrive();
    expect(account).toMatchObject({
      moved: 1,
      diedAgain: 1,
      stoppedBecause: expect.stringContaining('1 of 1'),
    });
    const marked = world.there('orders-dlq').filter(({ attributes }) => redriveAttribute in attributes);
    expect(marked.map(({ attributes }) => attributes[redriveAttribute]?.StringValue)).toEqual(['test/1']);
    expect(world.there('orders-dlq')).toHaveLength(300);
  });

  it('never puts back what was put back before and died again', async () => {
    world = await deadLetterWorld({ letters: 1, dying: true });
    await world.redrive();
    const again = await world.redrive();
    expect(again).toMatchObject({ received: 1, moved: 0, left: 1, drained: 0 });
    expect(callsOf('SendMessage')).toHaveLength(1);
  });

  it('knows who was moved by SQS and died again, in a later run', async () => {
    world = await deadLetterWorld({ letters: 60 });
    const bodies = world.there('orders-dlq').map(({ body }) => body);
    expect(await world.redrive()).toMatchObject({ moved: 56, drained: 4 });
    const byHand = callsOf('SendMessage').map(({ body }) => JSON.parse(body).MessageBody);
    world.dieAgain(bodies.filter((body) => !byHand.includes(body)));
    expect(await world.redrive({ isAllWanted: false })).toMatchObject({ received: 4, moved: 0, left: 4 });
  }, 30_000);

  it('tells how many are gone without having been moved', async () => {
    world = await deadLetterWorld({ letters: 9 });
    let isFirst = true;
    const isWanted = () => {
      // Somebody else takes the others meanwhile.
      if (isFirst) for (const message of world.there('orders-dlq').slice(1, 4)) message.until = 0;
      isFirst = false;
      return true;
    };
    expect(await world.redrive({ isWanted })).toMatchObject({ found: 9, moved: 6, gone: 3 });
  });

  it('leaves what is not wanted, and then lets SQS move nothing', async () => {
    world = await deadLetterWorld({ letters: 40 });
    const [kept] = world.there('orders-dlq');
    const account = await world.redrive({
      isAllWanted: false,
      isWanted: ({ id }) => id !== kept?.id,
    });
    expect(account).toMatchObject({ received: 40, moved: 39, left: 1, drained: 0, remaining: 1 });
    expect(world.there('orders-dlq').map(({ id }) => id)).toEqual([kept?.id]);
    expect(callsOf('StartMessageMoveTask')).toEqual([]);
  }, 30_000);

  it('asks before each batch, and ends when the answer is no', async () => {
    world = await deadLetterWorld({ letters: 3 });
    const asked: number[] = [];
    const confirm = async () => asked.push(1) < 2;
    const account = await world.redrive({}, { confirm });
    expect(account).toMatchObject({ moved: 1, stoppedBecause: 'a person stopped it' });
  });

  it('sets aside without waiting, with what messages carry', async () => {
    world = await deadLetterWorld({ letters: 12 });
    const bodies = world.there('orders-dlq').map(({ body }) => body);
    expect(await world.redrive({ to: 'quarantine' })).toMatchObject({ moved: 12, left: 0 });
    expect(world.there('orders-dlq')).toEqual([]);
    expect(
      world
        .there('orders-aside')
        .map(({ body }) => body)
        .toSorted(),
    ).toEqual(bodies.toSorted());
  });

  it('leaves a message that has as many attributes as SQS takes', async () => {
    world = await deadLetterWorld({ letters: 1 });
    const [message] = world.there('orders-dlq');
    const names = Array.from({ length: 10 }, (_, index) => `a${index}`);
    Object.assign(message ?? {}, {
      attributes: Object.fromEntries(names.map((name) => [name, { DataType: 'String', StringValue: 'x' }])),
    });
    expect(await world.redrive()).toMatchObject({ received: 1, moved: 0, left: 1 });
    expect(world.there('orders-dlq')).toHaveLength(1);
  });
});

describe('putting dead letters back, stopped in between', () => {
  const letters = 4;

  it('loses none, whichever call is the last, and tells which may be in both queues', async () => {
    const through = (faults: Faults) => {
      const counted = faults.wrap('queue', world.access);
      return {
        queue: {
          ...counted,
          take: async (most: number, hidden: number) =>
            (await counted.take(most, hidden)).map((one) => faults.wrap('letter', one)),
        },
        journal: faults.wrap('journal', world.journal),
      };
    };
    world = await deadLetterWorld({ letters });
    const run = async (faults: Faults) =>
      await world.redrive({ to: 'quarantine', mayRepeat: false }, through(faults));
    const points = await everyFaultPoint(run);
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) {
      await world.stop();
      world = await deadLetterWorld({ letters });
      const bodies = world
        .there('orders-dlq')
        .map(({ body }) => body)
        .toSorted();
      await run(createFaults(point)).catch(() => null);
      world.pass(5);
      const account = await world.redrive({ to: 'quarantine', mayRepeat: false });
      const kept = [...world.there('orders-dlq'), ...world.there('orders-aside')].map(({ body }) => body);
      expect({ point, kept: [...new Set(kept)].toSorted() }).toEqual({ point, kept: bodies });
      // Twice there is only what the account says may be.
      expect({ point, twice: kept.length - bodies.length <= account.unknown.length }).toEqual({
        point,
        twice: true,
      });
    }
  }, 120_000);
});
