import { beforeEach, describe, expect, it } from '@jest/globals';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { withChange } from '../../../lambdas/domain/response/debts/change-debt.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { resumeEchoes } from '../../../lambdas/use-cases/correlation/resume-echoes.ts';
import { aService } from '../../support/builders/builders.ts';
import { aClosedIncident, aDebt, firstIncidentId } from '../../support/builders/records.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import {
  type AlertmanagerAlert,
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  finalState,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const services = [aService()];
/** After the roll-back of `acted`, which was at 02:00. */
const late = { name: 'LatencyHigh', startsAt: '2026-11-23T02:01:00Z' };
let world: IngestWorld;
beforeEach(async () => {
  world = await acted();
});

/** Checkout was rolled back in an incident that is closed; the earlier version starts cold. */
async function acted(debt: Partial<Debt> = {}): Promise<IngestWorld> {
  const made = createIngestWorld();
  await made.incidents.createIncident(aClosedIncident({ version: 1, correlationKey: 'checkout/production' }));
  await made.incidents.putDebt(
    aDebt({
      service: 'checkout',
      action: 'roll-back-lambda-alias',
      createdAt: '2026-11-23T02:00:00.000Z',
      echoes: [{ metric: 'latencyP99', goes: 'up', because: 'it starts cold', fadesAfterMinutes: 15 }],
      ...debt,
    }),
  );
  return made;
}
const deps = (given = world, faults?: Faults, echoes = {}) =>
  ingestDeps(given, faults, { services, correlation: correlationSchema.parse({ echoes }) });
async function take(seconds: number, alert: AlertmanagerAlert, echoes = {}) {
  const delivery = alertmanagerDelivery(seconds, alert);
  const { lines, failed } = await correlateAlerts(deps(world, undefined, echoes), [delivery]);
  expect(failed).toEqual([]);
  return lines[0];
}
const opened = async (given = world) =>
  (await allIncidents(given)).filter(({ id }) => id !== firstIncidentId).map(({ service }) => service);
const heard = async () =>
  ((await world.incidents.readRecord(firstIncidentId))?.entries ?? []).map(({ kind }) => kind);

describe('an alert that an action said it may cause', () => {
  it('opens nothing, and is shown once with the action, however often it is repeated', async () => {
    const repeated = { disposition: 'suppressed', reason: expect.stringContaining(firstIncidentId) };
    expect(await take(0, late)).toMatchObject(repeated);
    expect(await take(240, late)).toMatchObject(repeated);
    expect(await opened()).toEqual([]);
    expect(await heard()).toEqual(['echo.heard']);
  });

  it('opens an incident, once, when it still fires after the echo', async () => {
    await take(0, late);
    await resumeEchoes(deps());
    expect(await opened()).toEqual([]);
    world.clock.set(new Date('2026-11-23T02:15:00Z'));
    await resumeEchoes(deps());
    await resumeEchoes(deps());
    expect(await opened()).toEqual(['checkout']);
    expect(world.workflow.started()).toHaveLength(1);
    await take(900, late);
    expect(await opened()).toEqual(['checkout']);
  });

  it('opens one at once when what the action changed is put back, and it goes on all the same', async () => {
    await take(0, late);
    const [debt] = await world.incidents.listDebts(firstIncidentId);
    if (debt !== undefined) await world.incidents.saveDebt(withChange(debt, { status: 'restored' }));
    await resumeEchoes(deps());
    expect(await opened()).toEqual(['checkout']);
  });

  it('opens none when it resolved meanwhile', async () => {
    await take(0, late);
    const resolved = { ...late, status: 'resolved', endsAt: '2026-11-23T02:05:00Z' } as const;
    expect(await take(200, resolved)).toMatchObject({ disposition: 'resolved' });
    world.clock.set(new Date('2026-11-23T02:15:00Z'));
    await resumeEchoes(deps());
    expect(await opened()).toEqual([]);
  });

  it('is not lost when the sweep fails or dies at any call', async () => {
    const prepare = async () => {
      world = await acted();
      await take(0, late);
      world.clock.set(new Date('2026-11-23T02:15:00Z'));
      return world;
    };
    const calm = await prepare();
    await resumeEchoes(deps(calm));
    const counting = await prepare();
    for (const point of await everyFaultPoint((faults) => resumeEchoes(deps(counting, faults)))) {
      const faulty = await prepare();
      await resumeEchoes(deps(faulty, createFaults(point))).catch(() => null);
      await resumeEchoes(deps(faulty));
      expect(await finalState(faulty)).toEqual(await finalState(calm));
    }
  });
});

describe('an alert opens its incident at once', () => {
  it.each<[string, AlertmanagerAlert, Partial<Debt>?]>([
    ['is about something that nobody announced', { name: 'ErrorRateHigh', startsAt: late.startsAt }],
    ['is about that and something else', { name: 'LatencyAndErrorsHigh', startsAt: late.startsAt }],
    ['says nothing of what it is about', { name: 'CheckoutIsSad', startsAt: late.startsAt }],
    ['fired before the action', { ...late, startsAt: '2026-11-23T01:59:00Z' }],
    ['is about another service', { ...late, service: 'search' }],
    ['comes after the echo', late, { createdAt: '2026-11-23T01:40:00.000Z' }],
    ['is of an action that was put back', late, { status: 'restored' }],
    [
      'goes the other way',
      { ...late, name: 'TrafficHigh' },
      { echoes: [{ metric: 'traffic', goes: 'down', because: 'the consumer is paused' }] },
    ],
    [
      'is of an action that did not say which way',
      late,
      { echoes: [{ metric: 'latencyP99', because: 'cold' }] },
    ],
  ])('when it %s', async (_, alert, debt = {}) => {
    world = await acted(debt);
    expect(await take(0, alert)).toMatchObject({ disposition: 'opened' });
  });

  it('when it is SEV1 by itself', async () => {
    const alerts = [{ metric: 'latencyP99', goes: 'up', alarmName: 'DataLoss' }];
    const loss = { ...late, name: 'DataLoss' };
    expect(await take(0, loss, { alerts })).toMatchObject({ disposition: 'opened' });
    world = await acted();
    expect(await take(0, loss, { alerts, exceptSeverities: [] })).toMatchObject({
      disposition: 'suppressed',
    });
  });

  it('when policy does not hold echoes back', async () => {
    expect(await take(0, late, { suppress: false })).toMatchObject({ disposition: 'opened' });
  });
});
