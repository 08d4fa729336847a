import { describe, expect, it } from '@jest/globals';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { watchHeartbeats } from '../../../lambdas/use-cases/correlation/heartbeats.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const correlation = correlationSchema.parse({
  heartbeats: [{ id: 'prometheus', alarmName: 'Watch*', silentMinutes: 10 }],
});

async function beat(world: IngestWorld, seconds: number, service = 'eu', faults = createFaults(null)) {
  world.clock.set(new Date(Date.parse('2026-11-23T02:02:10Z') + seconds * 1000));
  const delivery = alertmanagerDelivery(seconds, { name: 'Watchdog', service });
  const { lines } = await correlateAlerts(ingestDeps(world, faults, { correlation }), [delivery]);
  return lines[0]?.disposition;
}

async function watchAt(world: IngestWorld, minutes: number, faults = createFaults(null)) {
  world.clock.set(new Date(Date.parse('2026-11-23T02:02:10Z') + minutes * 60_000));
  await watchHeartbeats(ingestDeps(world, faults, { correlation }));
}

describe('an alert that always fires', () => {
  it('opens nothing while it comes', async () => {
    const world = createIngestWorld();
    for (const minutes of [0, 9, 18]) {
      expect(await beat(world, minutes * 60)).toBe('ignored');
      await watchAt(world, minutes + 9);
    }
    expect(await allIncidents(world)).toEqual([]);
  });

  it('opens one incident when it stays away too long, each sender for itself, and resolves it when it is back', async () => {
    const world = createIngestWorld();
    await beat(world, 0);
    await beat(world, 60, 'us');
    await watchAt(world, 10.5);
    await watchAt(world, 10.9);
    const [incident, ...others] = await allIncidents(world);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ service: 'eu' });
    expect(incident?.title).toContain('Watchdog');
    expect(await beat(world, 14 * 60)).toBe('ignored');
    await watchAt(world, 14.5);
    const stored = await storedAlerts(world.incidents, incident?.id ?? '');
    expect(stored.map(({ alert }) => alert.status)).toEqual(['resolved']);
  });

  it('does not come by its resolve, which says that it stays away', async () => {
    const world = createIngestWorld();
    await beat(world, 0);
    const resolved = alertmanagerDelivery(480, { name: 'Watchdog', service: 'eu', status: 'resolved' });
    await correlateAlerts(ingestDeps(world, undefined, { correlation }), [resolved]);
    await watchAt(world, 11);
    expect(await allIncidents(world)).toHaveLength(1);
  });

  it('opens one incident whatever fails, when all is done again', async () => {
    await everyFaultPoint(async (faults) => {
      const world = createIngestWorld();
      await beat(world, 0);
      await watchAt(world, 11, faults).catch(() => {});
      await watchAt(world, 12);
      await watchAt(world, 13);
      expect(await allIncidents(world)).toHaveLength(1);
    });
  });
});
