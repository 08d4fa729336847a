import { describe, expect, it } from '@jest/globals';
import { deterministicUlid } from '../../../lambdas/domain/correlation/deterministic-ulid.ts';
import { SweepIncompleteError } from '../../../lambdas/domain/errors.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { readAgain } from '../../../lambdas/use-cases/sweep/read-again.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { createInMemoryApprovalStore } from '../../../local/rehearsal/memory/stores/in-memory-approval-store.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aLedgerLine } from '../../support/builders/records.ts';
import { storedAlerts } from '../../support/builders/stored-alerts.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  finalState,
  type IngestWorld,
} from '../../support/worlds/ingest.ts';

async function correlate(world: IngestWorld, ...deliveries: readonly Delivery[]): Promise<void> {
  const { failed } = await correlateAlerts(handlerDeps(world), deliveries);
  expect(failed).toEqual([]);
}

/** The table is gone; queue, ledger and workflows are not. */
const withoutTable = (world: IngestWorld): IngestWorld => ({
  ...world,
  incidents: createInMemoryIncidentStore(),
  approvals: createInMemoryApprovalStore(),
});

async function incidentOf(world: IngestWorld): Promise<string> {
  const [incident] = await allIncidents(world);
  return incident?.id ?? 'none';
}

describe('an incident whose record is lost while its workflow runs', () => {
  it('comes back under its own id with its alerts, and people are told', async () => {
    const before = createIngestWorld();
    await correlate(before, alertmanagerDelivery(0));
    await correlate(before, alertmanagerDelivery(30, { name: 'LatencyHigh' }));
    const id = await incidentOf(before);
    const alerts = await finalState(before);

    const world = withoutTable(before);
    world.clock.advance(120);
    await expect(sweep(handlerDeps(world))).rejects.toThrow(SweepIncompleteError);
    await correlate(world, ...world.queue.drain());
    expect(await allIncidents(world)).toMatchObject([{ id, status: 'opened' }]);
    expect(await finalState(world)).toEqual(alerts);

    world.clock.advance(90);
    await sweep(handlerDeps(world));
    await sweep(handlerDeps(world));
    expect(await world.incidents.readIncident(id)).toMatchObject({ status: 'handed-over', wait: null });
    const outline = await world.incidents.readOutline(id);
    expect(outline?.entries.map(({ kind }) => kind)).toContain('record.lost');
    const told = world.channel.sent().filter(({ kind }) => kind === 'handed-over');
    expect(told).toHaveLength(1);
    expect(told[0]?.facts).toMatchObject({ reason: expect.stringContaining('record was lost') });
  });

  it('comes back resolved when its alert is', async () => {
    const before = createIngestWorld();
    await correlate(before, alertmanagerDelivery(0));
    await correlate(before, alertmanagerDelivery(60, { status: 'resolved' }));
    const id = await incidentOf(before);
    const world = withoutTable(before);
    world.clock.advance(180);
    await expect(sweep(handlerDeps(world))).rejects.toThrow(SweepIncompleteError);
    // In whatever order the queue gives them.
    await correlate(world, ...world.queue.drain().toReversed());
    expect((await storedAlerts(world.incidents, id)).map(({ alert }) => alert.status)).toEqual(['resolved']);
  });

  it('leaves its alerts with the incident that has been opened for them meanwhile', async () => {
    const before = createIngestWorld();
    await correlate(before, alertmanagerDelivery(0));
    const world = withoutTable(before);
    world.clock.advance(120);
    await correlate(world, alertmanagerDelivery(120, { name: 'LatencyHigh' }));
    const meanwhile = await incidentOf(world);
    await expect(sweep(handlerDeps(world))).rejects.toThrow(SweepIncompleteError);
    await correlate(world, ...world.queue.drain());
    expect((await allIncidents(world)).map(({ id }) => id)).toEqual([meanwhile]);
    expect(await storedAlerts(world.incidents, meanwhile)).toHaveLength(2);
  });

  it('is named, with what to do, when the ledger does not know it either', async () => {
    const world = createIngestWorld();
    const id = `inc_${deterministicUlid('2026-11-23T02:00:00.000Z', 'x')}`;
    const arn = await world.workflow.start(id);
    world.clock.advance(120);
    await expect(sweep(handlerDeps(world))).rejects.toThrow(id);
    expect(await world.workflow.status(arn)).toBe('ended');
    expect(world.queue.drain()).toEqual([]);
    await sweep(handlerDeps(world));
  });

  it('is tried again while the ledger or the queue does not answer', async () => {
    const before = createIngestWorld();
    await correlate(before, alertmanagerDelivery(0));
    const id = await incidentOf(before);
    const world = withoutTable(before);
    const arn = await world.workflow.start(id);
    world.clock.advance(120);
    const down = { send: () => Promise.reject(new Error('The queue is down')) };
    await expect(sweep({ ...handlerDeps(world), queue: down })).rejects.toThrow(SweepIncompleteError);
    expect(await world.workflow.status(arn)).toBe('running');
    await expect(sweep(handlerDeps(world))).rejects.toThrow(SweepIncompleteError);
    expect(world.queue.drain().map((delivery) => delivery.id)).toEqual([alertmanagerDelivery(0).id]);
  });

  it('waits for the next sweep where the ledger is longer than one can read', async () => {
    const world = createIngestWorld();
    const early = `inc_${deterministicUlid('2026-11-23T02:00:00.000Z', 'early')}`;
    const late = `inc_${deterministicUlid('2026-11-23T09:00:00.000Z', 'late')}`;
    const line = aLedgerLine({ incidentIds: [early] });
    const ledger = { readSince: async () => ({ lines: [line], isComplete: false }) };
    expect(await readAgain({ ...world, ledger }, [late, early])).toEqual({
      sent: [early],
      unknown: [],
      left: [late],
    });
  });
});
