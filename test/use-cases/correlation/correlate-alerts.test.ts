import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { isQuarantined } from '../../../lambdas/ports/delivery-ledger.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { countLedger } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import { createFaults, everyFaultPoint, type FaultPoint } from '../../support/faults/faults.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  finalState,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const fire = alertmanagerDelivery(0);
const resolve = alertmanagerDelivery(200, { status: 'resolved', endsAt: '2026-11-23T02:02:00Z' });

async function dispositions(world: IngestWorld, ...deliveries: Parameters<typeof correlateAlerts>[1]) {
  const { lines } = await correlateAlerts(ingestDeps(world), deliveries);
  return lines.map(({ disposition }) => disposition);
}

async function close(world: IngestWorld, incident: Incident | undefined, closedAt: string): Promise<void> {
  if (incident === undefined) throw new Error('There is no incident to close');
  await world.incidents.saveIncident({
    ...incident,
    version: incident.version + 1,
    status: 'closed',
    closedAt,
    outcome: 'recovered',
    closedBy: 'firebreak:close-incident',
    acceptedDebts: [],
  });
}

describe('correlating alerts', () => {
  it('opens one incident per correlation key and starts its workflow', async () => {
    const world = createIngestWorld();
    const other = alertmanagerDelivery(1, { service: 'search' });
    const second = alertmanagerDelivery(2, { name: 'LatencyHigh' });
    expect(await dispositions(world, fire, other, second)).toEqual(['opened', 'opened', 'folded']);
    const incidents = await allIncidents(world);
    expect(incidents.map(({ correlationKey }) => correlationKey).toSorted()).toEqual([
      'checkout/production',
      'search/production',
    ]);
    expect(world.workflow.started().toSorted()).toEqual(incidents.map(({ id }) => id).toSorted());
  });

  it('folds a new alert of the key into the open incident, also in a later batch', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire);
    expect(await dispositions(world, alertmanagerDelivery(9, { name: 'LatencyHigh' }))).toEqual(['folded']);
    const [incident] = await allIncidents(world);
    expect(await storedAlerts(world.incidents, incident?.id ?? '')).toHaveLength(2);
  });

  it.each([
    { rivals: [], reads: 0, kept: 1 },
    // Once, after the write was refused.
    { rivals: [alertmanagerDelivery(9, { name: 'LatencyHigh' })], reads: 1, kept: 2 },
  ])(
    'reads no alerts of an incident that it has just opened, and loses none of $rivals.length other consumers',
    async ({ rivals, reads, kept }) => {
      const world = createIngestWorld();
      const read: string[] = [];
      const incidents: IngestWorld['incidents'] = {
        ...world.incidents,
        async createIncident(incident) {
          const created = await world.incidents.createIncident(incident);
          for (const rival of rivals) expect(await dispositions(world, rival)).toEqual(['folded']);
          return created;
        },
        readAlertPages(ownerId) {
          read.push(ownerId);
          return world.incidents.readAlertPages(ownerId);
        },
      };
      expect(await dispositions({ ...world, incidents }, fire)).toEqual(['opened']);
      const [incident] = await allIncidents(world);
      expect(await storedAlerts(world.incidents, incident?.id ?? '')).toHaveLength(kept);
      expect(world.workflow.started()).toEqual([incident?.id]);
      expect(read).toHaveLength(reads);
    },
  );

  it('correlates an alert by a label that is too much to be kept: staging is never taken for production', async () => {
    const world = createIngestWorld();
    const labels = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`a${n}`, '\u{1F4A5}'.repeat(450)]),
    );
    const body = JSON.stringify({
      version: '4',
      status: 'firing',
      alerts: [
        {
          status: 'firing',
          labels: { ...labels, alertname: 'ErrorRateHigh', service: 'checkout', env: 'staging' },
          startsAt: '2026-11-23T02:01:00Z',
          fingerprint: 'f1',
        },
      ],
    });
    await dispositions(world, { ...fire, body });
    const [incident] = await allIncidents(world);
    expect(incident?.environment).toBe('staging');
  });

  it('marks its own alert resolved, and never another’s', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire, alertmanagerDelivery(1, { name: 'LatencyHigh' }));
    expect(await dispositions(world, resolve)).toEqual(['resolved']);
    const [state] = await finalState(world);
    expect(state?.status).toBe('opened');
    expect(state?.alerts.map(({ status }) => status)).toEqual(['resolved', 'firing']);
  });

  it('never opens anything for a resolve, and remembers it until its fire comes', async () => {
    const world = createIngestWorld();
    expect(await dispositions(world, resolve)).toEqual(['resolved']);
    expect(await allIncidents(world)).toEqual([]);
    await dispositions(world, fire);
    const reordered = await finalState(world);
    const inOrder = createIngestWorld();
    await dispositions(inOrder, fire);
    await dispositions(inOrder, resolve);
    expect(reordered).toEqual(await finalState(inOrder));
    const [opened] = await allIncidents(world);
    const [alert] = await storedAlerts(world.incidents, opened?.id ?? '');
    expect(alert?.firstSeenAt).toBe(fire.receivedAt);
  });

  it('finds the alert of a resolve that no longer tells its service', async () => {
    const world = createIngestWorld();
    const event = (seconds: number, content: object) => ({
      ...alertmanagerDelivery(seconds),
      source: 'events-v2',
      body: JSON.stringify({ dedup_key: 'disk-7', ...content }),
    });
    const trigger = event(0, {
      event_action: 'trigger',
      payload: { summary: 'Disk full', severity: 'error', component: 'checkout' },
    });
    await dispositions(world, trigger);
    expect(await dispositions(world, event(5, { event_action: 'resolve' }))).toEqual(['resolved']);
    expect((await finalState(world))[0]?.alerts[0]?.status).toBe('resolved');
  });

  it('names the incident that a resolve ended, when it comes again after that closed', async () => {
    const world = createIngestWorld();
    const event = (seconds: number, content: object) => ({
      ...alertmanagerDelivery(seconds),
      source: 'events-v2',
      body: JSON.stringify({ dedup_key: 'queue-3', ...content }),
    });
    const payload = { summary: 'Queue grows', severity: 'error', component: 'checkout' };
    await dispositions(world, event(0, { event_action: 'trigger', payload }));
    const ended = event(5, { event_action: 'resolve' });
    await dispositions(world, ended);
    const [incident] = await allIncidents(world);
    await close(world, incident, '2026-11-23T02:10:00.000Z');
    await world.incidents.releaseOpenLock(incident?.correlationKey ?? '', incident?.id ?? '');
    const again = await correlateAlerts(ingestDeps(world), [ended]);
    expect(again.lines).toMatchObject([{ disposition: 'resolved', incidentIds: [incident?.id] }]);
  });

  it('raises a declared incident’s severity for a worse alert, once, with its reason', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire);
    const [incident] = await allIncidents(world);
    const declared = { declaredAt: '2026-11-23T02:02:12.000Z', severity: 'SEV2', version: 2 } as const;
    if (incident?.status === 'opened') await world.incidents.saveIncident({ ...incident, ...declared });
    const worse = alertmanagerDelivery(9, { name: 'DataLoss' });
    await dispositions(world, worse);
    await dispositions(world, worse, alertmanagerDelivery(10, { name: 'LatencyHigh' }));
    const record = await world.incidents.readRecord(incident?.id ?? '');
    expect(record?.incident).toMatchObject({
      severity: 'SEV1',
      severityReason: 'Data is being lost.',
      version: 3,
    });
    expect(record?.entries.map(({ kind }) => kind)).toEqual(['severity.raised']);
  });

  it('opens again, with a link to the previous incident, when a closed one still holds the lock', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire);
    const [previous] = await allIncidents(world);
    await close(world, previous, '2026-11-23T02:10:00.000Z');
    const again = alertmanagerDelivery(900, { startsAt: '2026-11-23T02:16:00Z' });
    expect(await dispositions(world, again)).toEqual(['opened']);
    const open = (await allIncidents(world)).find(({ status }) => status === 'opened');
    expect(open?.reopens).toBe(previous?.id);
    expect(await world.incidents.readOpenLock('checkout/production')).toBe(open?.id);
  });

  it('does not lose an alert that begins while its incident is being closed', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire);
    const [previous] = await allIncidents(world);
    const closing = {
      ...world.incidents,
      saveAlertPage: async (...args: Parameters<typeof world.incidents.saveAlertPage>) => {
        await world.incidents.saveAlertPage(...args);
        if ((await world.incidents.readOpenLock('checkout/production')) !== previous?.id) return;
        await close(world, previous, '2026-11-23T02:10:00.000Z');
        await world.incidents.releaseOpenLock('checkout/production', previous.id);
      },
    };
    const begins = alertmanagerDelivery(300, { name: 'LatencyHigh' });
    const { lines } = await correlateAlerts({ ...ingestDeps(world), incidents: closing }, [begins]);
    expect(lines.map(({ disposition }) => disposition)).toEqual(['opened']);
    const open = (await allIncidents(world)).filter(({ status }) => status === 'opened');
    expect(open).toMatchObject([{ reopens: previous?.id }]);
    expect(world.workflow.started()).toContain(open[0]?.id);
  });

  it('does not reopen for a delivery that comes a second time after the closing', async () => {
    const world = createIngestWorld();
    await dispositions(world, fire);
    const [incident] = await allIncidents(world);
    await close(world, incident, '2026-11-23T02:10:00.000Z');
    await world.incidents.releaseOpenLock('checkout/production', incident?.id ?? '');
    expect(await dispositions(world, fire)).toEqual(['opened']);
    expect(await allIncidents(world)).toHaveLength(1);
  });

  it('quarantines what it cannot read and asks for nothing of it again', async () => {
    const world = createIngestWorld();
    const poison = { ...alertmanagerDelivery(3), body: 'not JSON' };
    const unknownSource = { ...alertmanagerDelivery(4), source: 'no-such-source' };
    const { lines, failed } = await correlateAlerts(ingestDeps(world), [poison, fire, unknownSource]);
    expect(failed).toEqual([]);
    expect(lines.map(({ disposition }) => disposition)).toEqual(['opened', 'quarantined', 'quarantined']);
    expect(lines[1]?.delivery.body).toBe('not JSON');
  });

  it('opens for what it can read of a delivery, and keeps the reason for the rest with it', async () => {
    const world = createIngestWorld();
    const body = JSON.stringify([{ id: 'a', title: 'Slow', status: 'down' }, { uptime: 7 }]);
    const { lines } = await correlateAlerts(ingestDeps(world), [{ ...fire, source: 'generic', body }]);
    expect(lines).toMatchObject([
      { disposition: 'opened', unread: [expect.stringContaining('Item 2')], delivery: { body } },
    ]);
    expect(lines.filter(isQuarantined)).toHaveLength(1);
    expect(countLedger(lines)).toMatchObject([{ received: 1, opened: 1, quarantined: 0, unread: 1 }]);
  });

  it('confirms an SNS subscription by the API and records it as control', async () => {
    const world = createIngestWorld();
    const body = JSON.stringify({
      Type: 'SubscriptionConfirmation',
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
      Token: 'abc',
      SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription',
    });
    const { lines } = await correlateAlerts(ingestDeps(world), [{ ...fire, source: 'sns', body }]);
    expect(lines[0]).toMatchObject({
      disposition: 'control',
      reason: expect.stringContaining('is confirmed'),
    });
  });

  it('lets only the deliveries of a broken key come again', async () => {
    const world = createIngestWorld();
    const broken = {
      ...world.incidents,
      acquireOpenLock: async (key: string, id: string) => {
        if (key.startsWith('search')) throw new Error('throttled');
        return world.incidents.acquireOpenLock(key, id);
      },
    };
    const search = alertmanagerDelivery(1, { service: 'search' });
    const { lines, failed } = await correlateAlerts({ ...ingestDeps(world), incidents: broken }, [
      fire,
      search,
    ]);
    expect(failed.map(({ deliveryId }) => deliveryId)).toEqual([search.id]);
    expect(lines.map(({ delivery }) => delivery.id)).toEqual([fire.id]);
  });

  it('reaches the same state after any fault at any call and a redelivery', async () => {
    const scenario = [fire, alertmanagerDelivery(1, { name: 'LatencyHigh' }), resolve];
    const calm = createIngestWorld();
    await correlateAlerts(ingestDeps(calm), scenario.slice(0, 2));
    await correlateAlerts(ingestDeps(calm), scenario.slice(2));
    const expected = await finalState(calm);

    for (const early of [scenario.slice(0, 2), scenario]) {
      const points = await everyFaultPoint((faults) =>
        correlateAlerts(ingestDeps(createIngestWorld(), faults), early),
      );
      expect(points.length).toBeGreaterThan(8 * 3);
      for (const point of points) {
        const world = createIngestWorld();
        await attempt(world, early, point);
        const { failed } = await correlateAlerts(ingestDeps(world), scenario);
        expect(failed).toEqual([]);
        expect(await finalState(world)).toEqual(expected);
        expect(world.workflow.started()).toHaveLength(1);
        expect(lastDispositions(world)).toEqual(['opened', 'folded', 'resolved']);
      }
    }
  });
});

async function attempt(world: IngestWorld, batch: Parameters<typeof correlateAlerts>[1], point: FaultPoint) {
  await correlateAlerts(ingestDeps(world, createFaults(point)), batch).catch(() => null);
}

/** Of each delivery, as its newest ledger line has it. */
function lastDispositions(world: IngestWorld): readonly string[] {
  const lines = new Map(world.ledger.lines().map((line) => [line.delivery.id, line.disposition]));
  return [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, disposition]) => disposition);
}
