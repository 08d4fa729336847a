import { describe, expect, it } from '@jest/globals';
import { correlationSchema } from '../../../lambdas/domain/policy/correlation-schema.ts';
import type { Delivery } from '../../../lambdas/ports/alert-source.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlate-alerts.ts';
import { countLedger } from '../../../lambdas/use-cases/count-ledger.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  correlateDeps,
  createIngestWorld,
} from '../../support/ingest.ts';

const deliveries = 4000;
const batchSize = 100;
const consumers = 4;

/** Nothing is a storm: every key gets its incident. */
const calm = correlationSchema.parse({ storm: { newIncidents: 1000, perMinutes: 1 } });

/** The deliveries of ten minutes over so many services, every twentieth twice, in an order that no clock knows. */
function storm(keys: number): readonly Delivery[] {
  const once = Array.from({ length: deliveries }, (_, index) => ({
    ...alertmanagerDelivery(index % 600, { service: `service-${index % keys}` }),
    id: `dlv_${String(index).padStart(26, '0')}`,
  }));
  const all = [...once, ...once.filter((_, index) => index % 20 === 0)];
  return all
    .map((delivery, index) => ({ delivery, place: (index * 7919) % all.length }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery);
}

describe('a storm', () => {
  for (const keys of [1, 10, 100, 1000]) {
    it(`of ${keys} correlation keys opens so many incidents and loses nothing, with ${consumers} consumers`, async () => {
      const world = createIngestWorld();
      const queue = [...storm(keys)];
      const consume = async () => {
        for (let batch = queue.splice(0, batchSize); batch.length > 0; batch = queue.splice(0, batchSize)) {
          const { failed } = await correlateAlerts(
            correlateDeps(world, undefined, { correlation: calm }),
            batch,
          );
          queue.push(...batch.filter(({ id }) => failed.some(({ deliveryId }) => deliveryId === id)));
        }
      };
      await Promise.all(Array.from({ length: consumers }, consume));
      const incidents = await allIncidents(world);
      expect(incidents).toHaveLength(keys);
      expect(world.workflow.started().toSorted()).toEqual(incidents.map(({ id }) => id).toSorted());
      expect(countLedger(world.ledger.lines())).toMatchObject([
        { received: deliveries, opened: keys, folded: deliveries - keys },
      ]);
    });
  }
});
