import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { createMappedSources } from '../../../lambdas/sources/mapping/mapped-sources.ts';
import { readJudgedSteps } from '../../../lambdas/use-cases/actions/read-judged-steps.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { checkRelapse } from '../../../lambdas/use-cases/relapse/check-relapse.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

type Hours = Parameters<typeof checkRelapse>[1]['hours'];

let world: ReturnType<typeof useCaseWorld>;
/** Closed after a step that helped. */
beforeEach(async () => {
  world = useCaseWorld();
  await world.acted();
  const steps = await world.incidents.readSteps([{ incidentId: world.incidentId, index: 0 }]);
  for (const step of steps) {
    const verdict = { state: 'recovered' as const, reason: 'x', readings: [] };
    const at = world.clock.now().toISOString();
    await world.incidents.saveStep({ ...step, verification: { at, verdict }, version: step.version + 1 });
  }
  await close();
});

const close = (outcome: 'recovered' | 'unattended' = 'recovered', incidentId = world.incidentId) =>
  closeIncident(world, { incidentId, outcome, closedBy: 'firebreak' });
const scheduled = () => world.schedules.appointments().map(({ call }) => call.payload);
const check = (hours: Hours = 1) => checkRelapse(world, { incidentId: world.incidentId, hours });
const found = async () =>
  (await world.incidents.readRecord(world.incidentId))?.entries
    .filter(({ kind }) => kind === 'relapse.checked')
    .map(({ data }) => data);
const others = async (): Promise<readonly Incident[]> =>
  (await world.incidents.listIncidents({ status: 'all', limit: 10 })).incidents.filter(
    ({ id }) => id !== world.incidentId,
  );
/** An hour or more later every metric has these values, one a minute, the newest last. */
const later = (hours: Hours, values: readonly (number | null)[]): void => {
  world.clock.advance(hours * 3600);
  const from = world.clock.now().getTime() - values.length * 60_000;
  world.measure(new Date(Math.floor(from / 60_000) * 60_000).toISOString(), values);
};
const correlate = async () => {
  const policy = { ...world.policy, correlateBy: ['service', 'environment'] as const };
  await correlateAlerts({ ...world, policy, sources: createMappedSources([]) }, world.queue.drain());
};

describe('the checks after closing', () => {
  it('are made for an hour and a day later', () => {
    expect(scheduled()).toEqual([
      { incidentId: world.incidentId, hours: 1 },
      { incidentId: world.incidentId, hours: 24 },
    ]);
    expect(world.schedules.appointments().map(({ at }) => at.toISOString())).toEqual([
      '2026-11-23T03:04:04.000Z',
      '2026-11-24T02:04:04.000Z',
    ]);
  });

  it('are not made for what nobody attended to', async () => {
    world = useCaseWorld();
    await world.acted();
    await close('unattended');
    expect(scheduled()).toEqual([]);
  });
});

describe('a check after closing', () => {
  it('notes that it holds, and leaves the next one', async () => {
    later(1, [0.4, 0.4, 0.5, 0.4]);
    await check();
    expect(await found()).toEqual([{ hours: 1, state: 'holds' }]);
    expect(world.queue.drain()).toEqual([]);
    expect(scheduled()).toContainEqual({ incidentId: world.incidentId, hours: 24 });
  });

  it.each<readonly [string, readonly (number | null)[]]>([
    ['nothing is measured', []],
    ['the newest minutes are missing', [38, 40, 41, null, null, null, null, null]],
    ['one bad minute is between good ones', [0.4, 0.4, 41, 0.4]],
    ['only the newest minutes are bad', [0.4, 0.4, 41, 41]],
    ['a minute is missing between bad ones', [41, 41, null, 41]],
  ])('is no relapse where %s', async (_, values) => {
    later(1, values);
    await check();
    expect(await found()).toEqual([{ hours: 1, state: 'unknown' }]);
    expect(world.queue.drain()).toEqual([]);
  });

  it('is no relapse where the metrics cannot be read', async () => {
    later(1, [41, 41, 41]);
    const readSeries = async () => {
      throw new DependencyUnavailableError('CloudWatch does not answer');
    };
    await checkRelapse({ ...world, series: { readSeries } }, { incidentId: world.incidentId, hours: 1 });
    expect(await found()).toEqual([{ hours: 1, state: 'unknown' }]);
  });

  it.each<Hours>([1, 24])(
    'opens a linked incident for a relapse after %d h, however often it runs',
    async (hours) => {
      later(hours, [38, 40, 41, 41]);
      await check(hours);
      await check(hours);
      expect(await found()).toEqual([{ hours, state: 'relapsed' }]);
      expect(scheduled()).toEqual([]);
      await correlate();
      const [next, ...more] = await others();
      expect(next).toMatchObject({ reopens: world.incidentId, status: 'opened', service: 'checkout' });
      expect(more).toEqual([]);
      // The rule that seemed to have ended it is to blame.
      const judged = await readJudgedSteps(world.incidents, 'checkout');
      expect(judged.map(({ outcome }) => outcome)).toEqual(['relapse']);
    },
  );

  it('makes one incident with the alert that tells of it, whichever comes first', async () => {
    later(1, [38, 40, 41, 41]);
    await check();
    const labels = { alertname: 'CheckoutErrorRateHigh', service: 'checkout', environment: 'production' };
    const at = world.clock.now().toISOString();
    const body = JSON.stringify({
      alerts: [{ status: 'firing', fingerprint: 'f9', labels, startsAt: at, annotations: {} }],
    });
    await world.queue.send({ id: 'dlv_2', source: 'alertmanager', receivedAt: at, headers: {}, body });
    await correlate();
    expect(await others()).toHaveLength(1);

    await check(24);
    expect(await found()).toContainEqual({ hours: 24, state: 'came-back' });
    expect(world.queue.drain()).toEqual([]);
  });

  it('keeps what is security-sensitive so', async () => {
    await world.change((incident) => ({ ...incident, sensitive: true }));
    later(1, [38, 40, 41, 41]);
    await check();
    await correlate();
    expect(await others()).toMatchObject([{ sensitive: true }]);
  });

  it('is of no use any more once the incident that it came back as is closed', async () => {
    later(1, [38, 40, 41, 41]);
    await check();
    await correlate();
    const call = { function: 'check-relapse', payload: { incidentId: world.incidentId, hours: 24 } };
    await world.schedules.once(`relapse-24h-${world.incidentId}`, call, new Date('2026-11-24T02:04:04Z'));
    const [next] = await others();
    const since = world.clock.now().toISOString();
    const version = (next?.version ?? 0) + 1;
    if (next === undefined) throw new Error('It did not come back');
    await world.incidents.saveIncident({
      ...next,
      status: 'handed-over',
      reason: 'x',
      since,
      wait: null,
      reminders: 0,
      version,
    });
    await close('recovered', next.id);
    expect(scheduled()).not.toContainEqual(call.payload);
  });
});
