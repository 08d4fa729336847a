import { describe, expect, it } from '@jest/globals';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import { handOverNotification } from '../../../lambdas/domain/reporting/notifications/hand-over-notification.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { countLedger } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { createNotifier } from '../../../lambdas/use-cases/notify/create-notifier.ts';
import { createInMemoryChannel } from '../../../local/rehearsal/memory/in-memory-channel.ts';
import { createInMemoryNotificationQuotaStore } from '../../../local/rehearsal/memory/stores/in-memory-notification-quota-store.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const deliveries = 100_000;
const batchSize = 1000;
const consumers = 4;

/** Nothing is a storm: every key gets its incident. */
const calm = correlationSchema.parse({ storm: { newIncidents: 1000, perMinutes: 1 } });
/** A hundredth of the keys is one. */
const nervous = correlationSchema.parse({ storm: { newIncidents: 10, perMinutes: 10 } });

/** Ten minutes of new episodes of one alert for each service, every twentieth sent twice, in an order that no clock knows. */
function storm(keys: number, count = deliveries): readonly Delivery[] {
  const begin = Date.parse('2026-11-23T02:01:00Z');
  const once = Array.from({ length: count }, (_, index) => ({
    ...alertmanagerDelivery(Math.floor((index * 600) / count), {
      service: `service-${index % keys}`,
      startsAt: new Date(begin + Math.floor((index * 600_000) / count)).toISOString(),
    }),
    id: `dlv_${String(index).padStart(26, '0')}`,
  }));
  const all = [...once, ...once.filter((_, index) => index % 20 === 0)];
  return all
    .map((delivery, index) => ({ delivery, place: (index * 7919) % all.length }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery);
}

/** Counts, of each consumer's batch, the incidents in it and the writes of their alerts that were done. */
function countWrites(incidents: IncidentStore) {
  const counts = { alertPages: 0, records: 0 };
  const store: IncidentStore = {
    ...incidents,
    saveAlertPage: async (...args) => {
      await incidents.saveAlertPage(...args);
      counts.alertPages += 1;
    },
    createIncident: async (...args) => {
      const created = await incidents.createIncident(...args);
      if (created === 'created') counts.records += 1;
      return created;
    },
  };
  return { store, counts };
}

async function consumeAll(
  world: IngestWorld,
  incidents: IncidentStore,
  stream: readonly Delivery[],
  correlation: typeof calm,
): Promise<{ readonly pairs: number }> {
  const queue = [...stream];
  const deps = { ...ingestDeps(world, undefined, { correlation }), incidents };
  let pairs = 0;
  const consume = async () => {
    for (let batch = queue.splice(0, batchSize); batch.length > 0; batch = queue.splice(0, batchSize)) {
      const { lines, failed } = await correlateAlerts(deps, batch);
      pairs += new Set(lines.flatMap(({ incidentIds }) => incidentIds)).size;
      queue.push(...batch.filter(({ id }) => failed.some(({ deliveryId }) => deliveryId === id)));
    }
  };
  await Promise.all(Array.from({ length: consumers }, consume));
  return { pairs };
}

describe(`a storm of ${deliveries} deliveries`, () => {
  for (const keys of [1, 10, 100, 1000]) {
    it(`for ${keys} correlation keys opens so many incidents, loses nothing and writes each once a batch`, async () => {
      const world = createIngestWorld();
      const { store, counts } = countWrites(world.incidents);
      const { pairs } = await consumeAll(world, store, storm(keys), calm);
      const incidents = await allIncidents(world);
      expect(incidents).toHaveLength(keys);
      expect(world.workflow.started().toSorted()).toEqual(incidents.map(({ id }) => id).toSorted());
      expect(countLedger(world.ledger.lines())).toMatchObject([
        { received: deliveries, opened: keys, folded: deliveries - keys },
      ]);
      expect(counts.records).toBe(keys);
      // Late ones that tell nothing new are not written at all.
      expect(counts.alertPages).toBeLessThanOrEqual(pairs);
      expect(counts.alertPages).toBeGreaterThan(0);
    }, 600_000);
  }
});

describe('more new incidents than policy takes', () => {
  it('become one incident with its parts, but for SEV1', async () => {
    const world = createIngestWorld();
    const loss = alertmanagerDelivery(5000, { service: 'ledger', name: 'DataLoss' });
    const stream = [...storm(300, 3000), loss];
    await consumeAll(world, world.incidents, stream, nervous);
    const incidents = await allIncidents(world);
    const stormy = incidents.filter(({ correlationKey }) => correlationKey === '#storm');
    expect(stormy).toHaveLength(1);
    // Those on their way in other consumers when the rate was reached had their own.
    expect(incidents.length).toBeLessThanOrEqual(10 * consumers + 2);
    expect(incidents.map(({ correlationKey }) => correlationKey)).toContain('ledger/production');
    const own = incidents.filter(({ correlationKey }) => correlationKey.startsWith('service-')).length;
    const parts = await storedAlerts(world.incidents, stormy[0]?.id ?? '');
    expect(parts).toHaveLength(300 - own);
    expect(world.workflow.started()).toHaveLength(incidents.length);
    const [count] = countLedger(world.ledger.lines());
    expect(count).toMatchObject({ received: 3001, opened: incidents.length });
  });

  it('leave the storm once they resolve, wherever their resolve comes in', async () => {
    const world = createIngestWorld();
    await consumeAll(world, world.incidents, storm(50, 500), nervous);
    const incidents = await allIncidents(world);
    const stormId = incidents.find(({ correlationKey }) => correlationKey === '#storm')?.id ?? '';
    const resolves = Array.from({ length: 50 }, (_, n) =>
      alertmanagerDelivery(2000 + n, {
        service: `service-${n}`,
        status: 'resolved',
        endsAt: '2026-11-23T02:30:00Z',
      }),
    );
    await consumeAll(world, world.incidents, resolves, nervous);
    const parts = await storedAlerts(world.incidents, stormId);
    expect(parts.length).toBeGreaterThan(30);
    expect(parts.every(({ alert }) => alert.status === 'resolved')).toBe(true);
  });
});

describe('the notifications of many incidents', () => {
  it('stay within the limit of each person, and the rest comes as one digest', async () => {
    const world = createIngestWorld();
    await consumeAll(world, world.incidents, storm(1000, 2000), calm);
    const channel = createInMemoryChannel();
    const policy = aPolicy();
    const notifier = createNotifier({
      ...world,
      channels: [channel],
      policy,
      quotas: createInMemoryNotificationQuotaStore(),
      pageLinks: { pageFor: async ({ page }) => `https://firebreak.example/${page}` },
      matchCodes: { codeFor: async () => '', matches: async () => false },
    });
    for (const { id } of await allIncidents(world)) {
      const record = await world.incidents.readRecord(id);
      if (record === null) continue;
      const { incident } = record;
      const notification = handOverNotification(
        record,
        { reason: 'no step applies', reminder: 0, approvals: [] },
        policy,
        evidenceKinds,
        world.clock.now(),
      );
      await notifier.notify(notification, { incident, actor: 'firebreak:hand-over' });
    }
    const toAna = () => channel.sent().filter(({ to }) => to === 'ana');
    const { atMost, perMinutes } = policy.people.notifications;
    expect(toAna()).toHaveLength(atMost);
    world.clock.advance(perMinutes * 60);
    for (const { id } of policy.people.people) await notifier.sendDigest(id);
    for (const { id } of policy.people.people) await notifier.sendDigest(id);
    expect(toAna()).toHaveLength(atMost + 1);
    const digest = toAna().at(-1);
    if (digest?.kind !== 'digest') throw new Error('The last one is no digest');
    expect(digest.facts.entries.length + digest.facts.others).toBe(990);
    expect(digest.url).toBe('https://firebreak.example/incidents');
  });
});
