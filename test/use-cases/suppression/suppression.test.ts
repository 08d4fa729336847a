import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import {
  type CorrelateAlertsDeps,
  correlateAlerts,
} from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { resumeDependents, resumeHeldAlerts } from '../../../lambdas/use-cases/correlation/resume-alerts.ts';
import { aService } from '../../support/builders/builders.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  finalState,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

type Policy = Partial<CorrelateAlertsDeps['policy']>;

const services = [
  aService({ id: 'payments' }),
  aService({ id: 'checkout', dependsOn: ['payments'] }),
  aService({ id: 'storefront', dependsOn: ['checkout'] }),
];

async function take(world: IngestWorld, policy: Policy, ...batch: readonly Delivery[]) {
  const { lines, failed } = await correlateAlerts(ingestDeps(world, undefined, policy), batch);
  expect(failed).toEqual([]);
  return lines.map(({ disposition }) => disposition);
}

async function close(world: IngestWorld, incident: Incident, outcome: 'recovered' | 'resolved-by-person') {
  await world.incidents.saveIncident({
    ...incident,
    version: incident.version + 1,
    status: 'closed',
    closedAt: world.clock.now().toISOString(),
    outcome,
    closedBy: 'firebreak:close-incident',
    acceptedDebts: [],
  });
  await world.incidents.releaseOpenLock(incident.correlationKey, incident.id);
}

describe('a maintenance window', () => {
  const window = {
    id: 'upgrade',
    reason: 'The database moves.',
    services: ['checkout'],
    once: { from: '2026-11-23T02:00:00Z', until: '2026-11-23T02:30:00Z' },
  };
  const policy = { correlation: correlationSchema.parse({ suppressionWindows: [window] }) };

  it('keeps alerts of its services from opening incidents, and no others', async () => {
    const world = createIngestWorld();
    const other = alertmanagerDelivery(1, { service: 'search' });
    expect(await take(world, policy, alertmanagerDelivery(0), other)).toEqual(['suppressed', 'opened']);
    expect((await allIncidents(world)).map(({ service }) => service)).toEqual(['search']);
    const { lines } = await correlateAlerts(ingestDeps(world, undefined, policy), [alertmanagerDelivery(2)]);
    expect(lines[0]?.reason).toBe('Maintenance upgrade: The database moves.');
  });

  it('lets SEV1 alerts through', async () => {
    const world = createIngestWorld();
    expect(await take(world, policy, alertmanagerDelivery(0, { name: 'DataLoss' }))).toEqual(['opened']);
  });

  it('opens what still fires at its end, once, and nothing for what resolved', async () => {
    const world = createIngestWorld();
    const goneBefore = alertmanagerDelivery(3, {
      name: 'LatencyHigh',
      status: 'resolved',
      endsAt: '2026-11-23T02:05:00Z',
    });
    await take(world, policy, alertmanagerDelivery(0), alertmanagerDelivery(1, { name: 'LatencyHigh' }));
    expect(await take(world, policy, goneBefore)).toEqual(['resolved']);
    const deps = ingestDeps(world, undefined, policy);
    await resumeHeldAlerts(deps);
    expect(await allIncidents(world)).toEqual([]);
    world.clock.set(new Date('2026-11-23T02:30:00Z'));
    await resumeHeldAlerts(deps);
    await resumeHeldAlerts(deps);
    const [state, ...others] = await finalState(world);
    expect(others).toEqual([]);
    expect(state).toMatchObject({ correlationKey: 'checkout/production', started: true });
    expect(state?.alerts.map(({ fingerprint }) => fingerprint)).toEqual(['checkout-ErrorRateHigh']);
  });

  it('loses nothing when the sweep fails or dies at any call', async () => {
    const prepare = async () => {
      const world = createIngestWorld();
      await take(world, policy, alertmanagerDelivery(0), alertmanagerDelivery(1, { name: 'LatencyHigh' }));
      world.clock.set(new Date('2026-11-23T02:31:00Z'));
      return world;
    };
    const calm = await prepare();
    await resumeHeldAlerts(ingestDeps(calm, undefined, policy));
    const counting = await prepare();
    const points = await everyFaultPoint((faults) => resumeHeldAlerts(ingestDeps(counting, faults, policy)));
    for (const point of points) {
      const world = await prepare();
      await resumeHeldAlerts(ingestDeps(world, createFaults(point), policy)).catch(() => null);
      await resumeHeldAlerts(ingestDeps(world, undefined, policy));
      expect(await finalState(world)).toEqual(await finalState(calm));
    }
  });

  it('gives a resolve that comes after the held alert was resumed to the incident', async () => {
    const world = createIngestWorld();
    await take(world, policy, alertmanagerDelivery(0));
    world.clock.set(new Date('2026-11-23T02:31:00Z'));
    await resumeHeldAlerts(ingestDeps(world, undefined, policy));
    const resolve = alertmanagerDelivery(1800, { status: 'resolved', endsAt: '2026-11-23T02:32:00Z' });
    expect(await take(world, policy, resolve)).toEqual(['resolved']);
    expect((await finalState(world))[0]?.alerts[0]?.status).toBe('resolved');
  });
});

describe('an incident of a dependency', () => {
  const policy = { services, correlation: correlationSchema.parse({}) };
  const payments = alertmanagerDelivery(0, { service: 'payments' });
  const checkout = alertmanagerDelivery(60, { service: 'checkout' });
  const storefront = alertmanagerDelivery(61, { service: 'storefront' });

  it('takes the alerts of the services that need it, near and far', async () => {
    const world = createIngestWorld();
    await take(world, policy, payments);
    expect(await take(world, policy, checkout, storefront)).toEqual(['suppressed', 'suppressed']);
    const [incident, ...others] = await allIncidents(world);
    expect(others).toEqual([]);
    expect(await storedAlerts(world.incidents, incident?.id ?? '')).toHaveLength(3);
  });

  it('takes nothing that was received before it was opened, in whichever order they are processed', async () => {
    const early = alertmanagerDelivery(1, { service: 'checkout' });
    for (const order of [
      [payments, early],
      [early, payments],
    ]) {
      const world = createIngestWorld();
      world.clock.advance(5);
      for (const delivery of order) expect(await take(world, policy, delivery)).toEqual(['opened']);
      expect(await allIncidents(world)).toHaveLength(2);
    }
  });

  it('takes neither SEV1 alerts nor those of another environment, nor anything when policy says so', async () => {
    const world = createIngestWorld();
    await take(world, policy, payments);
    const loss = alertmanagerDelivery(70, { service: 'checkout', name: 'DataLoss' });
    expect(await take(world, policy, loss)).toEqual(['opened']);
    const apart = createIngestWorld();
    const off = {
      services,
      correlation: correlationSchema.parse({ dependencies: { suppress: false } }),
    };
    await take(apart, off, payments);
    expect(await take(apart, off, checkout)).toEqual(['opened']);
  });

  it('gives the resolve of a taken alert to itself', async () => {
    const world = createIngestWorld();
    await take(world, policy, payments);
    await take(world, policy, checkout);
    const resolve = alertmanagerDelivery(90, { service: 'checkout', status: 'resolved' });
    expect(await take(world, policy, resolve)).toEqual(['resolved']);
    const [state] = await finalState(world);
    expect(state?.alerts.map(({ status }) => status)).toEqual(['resolved', 'firing']);
  });

  it('leaves what still fires when it has recovered to an incident of its own, once', async () => {
    const world = createIngestWorld();
    await take(world, policy, payments);
    await take(world, policy, checkout);
    const [incident] = await allIncidents(world);
    if (incident === undefined) throw new Error('There is no incident');
    world.clock.advance(600);
    await close(world, incident, 'recovered');
    const deps = { ...ingestDeps(world, undefined, policy) };
    const sweepOnce = async () => {
      const closed = await world.incidents.readIncident(incident.id);
      if (closed !== null) await resumeDependents(deps, closed);
    };
    await sweepOnce();
    await sweepOnce();
    const own = (await allIncidents(world)).find(({ service }) => service === 'checkout');
    expect(own?.status).toBe('opened');
    expect(world.workflow.started()).toContain(own?.id);
    const moved = await storedAlerts(world.incidents, incident.id);
    expect(moved.map(({ movedTo }) => movedTo)).toEqual([null, own?.id]);
    const closed = await world.incidents.readIncident(incident.id);
    const again = createFaults(null);
    if (closed !== null) await resumeDependents(ingestDeps(world, again, policy), closed);
    expect(again.calls).toEqual(['incidents.readAlertPages']);
    // Closed by itself, it is not opened once more by what the first one still lists.
    if (own !== undefined) await close(world, own, 'resolved-by-person');
    await sweepOnce();
    expect(await allIncidents(world)).toHaveLength(2);
  });

  it('leaves nothing when a person closed it', async () => {
    const world = createIngestWorld();
    await take(world, policy, payments);
    await take(world, policy, checkout);
    const [incident] = await allIncidents(world);
    if (incident === undefined) throw new Error('There is no incident');
    await close(world, incident, 'resolved-by-person');
    const closed = await world.incidents.readIncident(incident.id);
    if (closed !== null) await resumeDependents(ingestDeps(world, undefined, policy), closed);
    expect(await allIncidents(world)).toHaveLength(1);
  });
});

describe('whatever policy suppresses', () => {
  const correlation = correlationSchema.parse({
    suppressionWindows: [
      {
        id: 'upgrade',
        reason: 'The database moves.',
        services: ['search'],
        once: { from: '2026-11-23T02:00:00Z', until: '2026-11-23T02:30:00Z' },
      },
    ],
    storm: { newIncidents: 2, perMinutes: 5 },
  });
  const policy = { services, correlation };
  const deliverySet = fc.array(
    fc.record({
      service: fc.constantFrom('payments', 'checkout', 'storefront', 'search', 'billing', 'mail'),
      status: fc.constantFrom('firing' as const, 'resolved' as const),
    }),
    { minLength: 1, maxLength: 14 },
  );

  it('every delivery has one disposition, at most one incident is open for a key, and a resolve ends its own wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(deliverySet, fc.integer({ min: 1, max: 4 }), async (specs, size) => {
        const world = createIngestWorld();
        const set = specs.map((spec, index) =>
          alertmanagerDelivery(index, {
            ...spec,
            startsAt: `2026-11-23T02:01:${String(index * 2).padStart(2, '0')}Z`,
            endsAt: `2026-11-23T02:01:${String(index * 2 + 1).padStart(2, '0')}Z`,
          }),
        );
        for (let start = 0; start < set.length; start += size) {
          await take(world, policy, ...set.slice(start, start + size));
        }
        const incidents = await allIncidents(world);
        const keys = incidents.map(({ correlationKey }) => correlationKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(
          world.ledger
            .lines()
            .map(({ delivery }) => delivery.id)
            .toSorted(),
        ).toEqual(set.map(({ id }) => id));
        const owners = [...incidents.map(({ id }) => id), 'sup_upgrade_2026-11-23T02:00:00.000Z'];
        const alerts = (await Promise.all(owners.map((id) => storedAlerts(world.incidents, id)))).flat();
        for (const service of new Set(specs.map((spec) => spec.service))) {
          const last = specs.findLast((spec) => spec.service === service)?.status;
          const statuses = alerts.flatMap(({ alert }) => (alert.service === service ? [alert.status] : []));
          const wasFired = specs.some((spec) => spec.service === service && spec.status === 'firing');
          expect(statuses).toEqual(wasFired ? [last] : []);
        }
      }),
      { numRuns: 150 },
    );
  });
});
