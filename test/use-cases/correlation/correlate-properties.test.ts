import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { createFaults, faultModes } from '../../support/faults/faults.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  finalState,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const begin = Date.parse('2026-11-23T02:00:00Z');
const instant = (seconds: number) => new Date(begin + seconds * 1000).toISOString();

/** One set of deliveries: fires and resolves of a few alerts of two services, over three episodes each. */
const deliverySet = fc
  .array(
    fc.record({
      service: fc.constantFrom('checkout', 'search'),
      name: fc.constantFrom('ErrorRateHigh', 'LatencyHigh'),
      status: fc.constantFrom('firing' as const, 'resolved' as const),
      episode: fc.nat({ max: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((specs) =>
    specs.map(({ episode, ...alert }, index) => {
      const startsAt = instant(episode * 100);
      return alertmanagerDelivery(index, { ...alert, startsAt, endsAt: instant(episode * 100 + 50) });
    }),
  );

/** The set shuffled, some of it twice, cut into batches. */
const shuffledBatches = deliverySet.chain((set) =>
  fc.record({
    set: fc.constant(set),
    batches: fc
      .tuple(
        fc.shuffledSubarray(set, { minLength: set.length }),
        fc.shuffledSubarray(set),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 24 }),
      )
      .map(([all, twice, sizes]) => intoBatches([...all, ...twice], sizes)),
  }),
);

function intoBatches(
  deliveries: readonly Delivery[],
  sizes: readonly number[],
): readonly (readonly Delivery[])[] {
  const batches: Delivery[][] = [];
  for (let start = 0, n = 0; start < deliveries.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    batches.push(deliveries.slice(start, start + size));
    start += size;
  }
  return batches;
}

async function inOrder(set: readonly Delivery[]): Promise<IngestWorld> {
  const world = createIngestWorld();
  for (const delivery of set) await correlateAlerts(ingestDeps(world), [delivery]);
  return world;
}

/** Each call of the store waits for its turn, which the scheduler gives in any order. */
function interleaved(world: IngestWorld, scheduler: fc.Scheduler): IngestWorld {
  const incidents = new Proxy(world.incidents, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), String(key));
        return Reflect.apply(member, target, args);
      };
    },
  });
  return { ...world, incidents };
}

async function expectInvariants(world: IngestWorld, set: readonly Delivery[]): Promise<void> {
  const incidents = await allIncidents(world);
  const openKeys = incidents
    .filter(({ status }) => status !== 'closed')
    .map(({ correlationKey }) => correlationKey);
  expect(new Set(openKeys).size).toBe(openKeys.length);
  const byDelivery = Map.groupBy(world.ledger.lines(), ({ delivery }) => delivery.id);
  for (const { id } of set) {
    expect(new Set(byDelivery.get(id)?.map(({ disposition }) => disposition)).size).toBe(1);
  }
}

describe('any order, duplication and concurrency of one set of deliveries', () => {
  it('ends in the same incidents, with one disposition per delivery', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledBatches, async ({ set, batches }) => {
        const world = createIngestWorld();
        for (const batch of batches) await correlateAlerts(ingestDeps(world), batch);
        expect(await finalState(world)).toEqual(await finalState(await inOrder(set)));
        await expectInvariants(world, set);
      }),
      { numRuns: 80 },
    );
  });

  it('holds for consumers that work at the same time, their calls interleaved in any way', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledBatches, fc.scheduler(), async ({ set, batches }, scheduler) => {
        const world = createIngestWorld();
        const consumers = batches.map((batch) =>
          correlateAlerts(ingestDeps(interleaved(world, scheduler)), batch),
        );
        await scheduler.waitFor(Promise.all(consumers));
        for (const consumer of consumers) {
          const again = (await consumer).failed.map(({ deliveryId }) => deliveryId);
          const redelivered = set.filter(({ id }) => again.includes(id));
          if (redelivered.length > 0) await correlateAlerts(ingestDeps(world), redelivered);
        }
        expect(await finalState(world)).toEqual(await finalState(await inOrder(set)));
        await expectInvariants(world, set);
      }),
      { numRuns: 60 },
    );
  });

  it('holds when a consumer fails or dies at any call and its batch comes again', async () => {
    const fault = fc.record({ call: fc.integer({ min: 1, max: 40 }), mode: fc.constantFrom(...faultModes) });
    await fc.assert(
      fc.asyncProperty(
        shuffledBatches,
        fc.array(fault, { maxLength: 4 }),
        async ({ set, batches }, points) => {
          const world = createIngestWorld();
          for (const [index, batch] of batches.entries()) {
            const faults = createFaults(points[index] ?? null);
            const failed = await correlateAlerts(ingestDeps(world, faults), batch).then(
              (done) => done.failed.map(({ deliveryId }) => deliveryId),
              () => batch.map(({ id }) => id),
            );
            const redelivered = batch.filter(({ id }) => failed.includes(id));
            if (redelivered.length > 0) await correlateAlerts(ingestDeps(world), redelivered);
          }
          expect(await finalState(world)).toEqual(await finalState(await inOrder(set)));
          await expectInvariants(world, set);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('a resolve', () => {
  it('never opens an incident, and leaves alerts of other keys as they are', async () => {
    await fc.assert(
      fc.asyncProperty(deliverySet, async (set) => {
        const resolves = set.filter(({ body }) => body.includes('"status":"resolved"'));
        const world = createIngestWorld();
        await correlateAlerts(ingestDeps(world), resolves);
        expect(await allIncidents(world)).toEqual([]);
        await correlateAlerts(ingestDeps(world), [alertmanagerDelivery(50, { service: 'billing' })]);
        await correlateAlerts(ingestDeps(world), resolves);
        const state = await finalState(world);
        expect(state.flatMap(({ alerts }) => alerts.map(({ status }) => status))).toEqual(['firing']);
      }),
    );
  });
});
