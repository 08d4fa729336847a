import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
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

const kinds = ['triggered', 'resolved', 'reopened'] as const;

/** A webhook that tells when it happened, received a moment later; its signature tells no time. */
function pagerdutyDelivery(index: number, incident: string, kind: (typeof kinds)[number]): Delivery {
  const data = { id: incident, title: incident, service: { summary: 'checkout' }, urgency: 'high' };
  return {
    id: `dlv_${String(index).padStart(26, '0')}`,
    source: 'pagerduty',
    receivedAt: instant(index * 10 + 2),
    replayable: true,
    headers: {},
    body: JSON.stringify({
      event: { event_type: `incident.${kind}`, occurred_at: instant(index * 10), data },
    }),
  };
}

/** Fires, resolves and firings anew of a few alerts. */
const deliverySet = fc
  .array(fc.record({ incident: fc.constantFrom('PA', 'PB'), kind: fc.constantFrom(...kinds) }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((told) => told.map(({ incident, kind }, index) => pagerdutyDelivery(index, incident, kind)));

/** What was captured, sent again so much later. */
function replay(delivery: Delivery, seconds: number): Delivery {
  return {
    ...delivery,
    id: `dlv_${String(seconds).padStart(26, '9')}${delivery.id.slice(-2)}`.slice(0, 34),
    receivedAt: new Date(Date.parse(delivery.receivedAt) + seconds * 1000).toISOString(),
  };
}

async function played(deliveries: readonly Delivery[]): Promise<IngestWorld> {
  const world = createIngestWorld();
  for (const delivery of deliveries) await correlateAlerts(ingestDeps(world), [delivery]);
  return world;
}

async function closeAll(world: IngestWorld, outcome: 'recovered' | 'resolved-by-person'): Promise<void> {
  world.clock.set(new Date(instant(1000)));
  for (const incident of await allIncidents(world)) {
    if (incident.status !== 'opened') continue;
    const declared = { status: 'triaging', declaredAt: instant(900), version: incident.version + 1 } as const;
    await world.incidents.saveIncident({ ...incident, ...declared });
    await closeIncident(world, { incidentId: incident.id, outcome, closedBy: 'firebreak' });
  }
}

describe('a captured delivery that is sent again', () => {
  it('changes nothing, in any order of fire, resolve and repeat', async () => {
    const orders = deliverySet.chain((set) =>
      fc.record({
        set: fc.constant(set),
        order: fc
          .shuffledSubarray(set.map((delivery) => replay(delivery, 500)))
          .chain((replays) =>
            fc.shuffledSubarray([...set, ...replays], { minLength: set.length + replays.length }),
          ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ({ set, order }) => {
        expect(await finalState(await played(order))).toEqual(await finalState(await played(set)));
      }),
      { numRuns: 50 },
    );
  });

  it('opens and joins nothing after a person closed its incident', async () => {
    const replays = deliverySet.chain((set) =>
      fc.record({
        set: fc.constant(set),
        again: fc.shuffledSubarray(set.map((delivery) => replay(delivery, 2000))),
      }),
    );
    await fc.assert(
      fc.asyncProperty(replays, async ({ set, again }) => {
        const world = await played(set);
        await closeAll(world, 'resolved-by-person');
        const before = await finalState(world);
        world.clock.set(new Date(instant(3000)));
        for (const delivery of again) await correlateAlerts(ingestDeps(world), [delivery]);
        expect(await finalState(world)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an alert that fires again after its incident closed', () => {
  const episode = (service: string) => [
    alertmanagerDelivery(0, { service, startsAt: instant(0) }),
    alertmanagerDelivery(200, { service, status: 'resolved', startsAt: instant(0), endsAt: instant(150) }),
  ];
  const again = alertmanagerDelivery(2000, { startsAt: instant(0) });

  it('opens an incident with the same start, as its sender said in between that it ended', async () => {
    const world = await played(episode('checkout'));
    await closeAll(world, 'recovered');
    const { lines } = await correlateAlerts(ingestDeps(world), [again]);
    expect(lines).toMatchObject([{ disposition: 'opened' }]);
  });

  it('does not where it may be a captured delivery with a signature that tells no time', async () => {
    const world = await played(episode('checkout'));
    await closeAll(world, 'recovered');
    const { lines } = await correlateAlerts(ingestDeps(world), [{ ...again, replayable: true }]);
    expect(lines).toMatchObject([{ disposition: 'ignored' }]);
  });

  it('does not while it only repeats what a person closed', async () => {
    const [fire] = episode('checkout');
    const world = await played(fire === undefined ? [] : [fire]);
    await closeAll(world, 'resolved-by-person');
    const { lines } = await correlateAlerts(ingestDeps(world), [again]);
    expect(lines).toMatchObject([{ disposition: 'ignored' }]);
  });
});
