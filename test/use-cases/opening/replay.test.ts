import { describe, expect, it } from '@jest/globals';
import type { CloseOutcome } from '../../../lambdas/domain/records/incident.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { aDelivery } from '../../support/builders/records.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const start = Date.parse('2026-11-23T02:02:10Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

async function take(world: IngestWorld, delivery: Delivery): Promise<string | undefined> {
  const { lines, failed } = await correlateAlerts(ingestDeps(world), [delivery]);
  expect(failed).toEqual([]);
  return lines[0]?.disposition;
}

async function closeAll(
  world: IngestWorld,
  seconds: number,
  outcome: CloseOutcome = 'resolved-by-person',
): Promise<void> {
  world.clock.set(new Date(start + seconds * 1000));
  for (const incident of await allIncidents(world)) {
    if (incident.status === 'closed') continue;
    const { version } = incident;
    await world.incidents.saveIncident({ ...incident, status: 'triaging', version: version + 1 });
    const deps = { ...ingestDeps(world), leases: world.leases, schedules: world.schedules };
    await closeIncident(deps, { incidentId: incident.id, outcome, closedBy: 'firebreak' });
  }
}

/** The same bytes, received again. */
function again(delivery: Delivery, seconds: number): Delivery {
  return { ...delivery, id: `dlv_again${seconds}`, receivedAt: at(seconds) };
}

function page(seconds: number, type: 'triggered' | 'resolved', said = seconds): Delivery {
  const data = { id: 'PQUEUE', title: 'Queue grows', service: { summary: 'checkout' }, urgency: 'high' };
  const event = { id: `E${type}`, event_type: `incident.${type}`, occurred_at: at(said), data };
  return aDelivery({
    id: `dlv_page${seconds}`,
    source: 'pagerduty',
    receivedAt: at(seconds),
    body: JSON.stringify({ event }),
  });
}

function signed(seconds: number, status: string, webhookSeconds: number | null): Delivery {
  const time = String(Math.floor((start + (webhookSeconds ?? 0) * 1000) / 1000));
  return aDelivery({
    id: `dlv_signed${seconds}`,
    source: 'generic',
    receivedAt: at(seconds),
    headers: webhookSeconds === null ? {} : { 'webhook-timestamp': time },
    body: JSON.stringify({ id: 'q1', title: 'Queue grows', status, service: 'checkout' }),
  });
}

describe('a delivery that is sent again after its incident closed', () => {
  it.each([
    [
      'its start where its signature tells no time',
      { ...alertmanagerDelivery(0), replayable: true as const },
      alertmanagerDelivery(240, { status: 'resolved' }),
    ],
    ['when it was said', page(0, 'triggered'), page(240, 'resolved')],
    ['when it was signed', signed(0, 'firing', 0), signed(240, 'resolved', 240)],
  ])('opens nothing, told by %s', async (_, fired, resolved) => {
    const world = createIngestWorld();
    expect(await take(world, fired)).toBe('opened');
    expect(await take(world, resolved)).toBe('resolved');
    await closeAll(world, 300, 'recovered');
    for (const days of [0.01, 1, 80]) expect(await take(world, again(fired, days * 86_400))).toBe('ignored');
    expect(await allIncidents(world)).toHaveLength(1);
  });

  it.each(['recovered', 'unattended'] as const)(
    'opens one when the alert still fires and nobody has seen it: %s',
    async (outcome) => {
      const world = createIngestWorld();
      await take(world, alertmanagerDelivery(0));
      await closeAll(world, 300, outcome);
      expect(await take(world, again(alertmanagerDelivery(0), 14_400))).toBe('opened');
    },
  );

  it('opens nothing when the alert had not resolved and a person closed its incident', async () => {
    const world = createIngestWorld();
    await take(world, alertmanagerDelivery(0));
    await closeAll(world, 300);
    expect(await take(world, again(alertmanagerDelivery(0), 14_400))).toBe('ignored');
  });

  it('does not join what is open for other alerts', async () => {
    const world = createIngestWorld();
    await take(world, alertmanagerDelivery(0));
    await closeAll(world, 300);
    const other = alertmanagerDelivery(400, { name: 'LatencyHigh', startsAt: at(390) });
    expect(await take(world, other)).toBe('opened');
    expect(await take(world, again(alertmanagerDelivery(0), 500))).toBe('ignored');
    const open = (await allIncidents(world)).find(({ status }) => status !== 'closed');
    expect(await storedAlerts(world.incidents, open?.id ?? '')).toHaveLength(1);
  });
});

describe('an alert that fires again after its incident closed', () => {
  it.each([
    ['with a later start', alertmanagerDelivery(0), alertmanagerDelivery(900, { startsAt: at(880) })],
    ['and its sender says so later', page(0, 'triggered'), page(900, 'triggered')],
    ['and is signed later', signed(0, 'firing', 0), signed(900, 'firing', 900)],
    ['and its sender tells no time', signed(0, 'firing', null), signed(900, 'firing', null)],
  ])('opens an incident %s', async (_, fired, refired) => {
    const world = createIngestWorld();
    await take(world, fired);
    await closeAll(world, 300);
    expect(await take(world, refired)).toBe('opened');
    expect(await allIncidents(world)).toHaveLength(2);
  });
});
