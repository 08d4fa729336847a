import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { checkRecovery } from '../../../lambdas/use-cases/recovery/check-recovery.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { aReading, aService, metricsEvidence } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

async function verifying(stepIndex: number | null = 0): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await world.acted();
  world.workflow.openTask('token-v');
  await watchRecovery(world, { incidentId: world.incidentId, stepIndex, taskToken: 'token-v' });
  return world;
}

const verdictOf = async ({ incidents, incidentId }: UseCaseWorld) =>
  (await incidents.readStep(incidentId, 0))?.verification?.verdict.state;

async function settle(world: UseCaseWorld, settled: boolean, at: string): Promise<void> {
  const step = await world.incidents.readStep(world.incidentId, 0);
  if (step === null) throw new Error('There is no step');
  const settling = { at: `2026-11-23T${at}.000Z`, settled, text: settled ? 'all of it' : 'half of it' };
  await world.incidents.saveStep({ ...step, settling, version: step.version + 1 });
}

describe('a check of recovery from a step that has not settled', () => {
  async function unsettled(): Promise<UseCaseWorld> {
    const world = useCaseWorld();
    await world.acted();
    await settle(world, false, '02:04:04');
    world.workflow.openTask('token-v');
    await watchRecovery(world, { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
    return world;
  }
  const good = Array.from({ length: 20 }, () => 0.3);

  it('lets the function of the action look every minute, until it must have settled', async () => {
    const world = await unsettled();
    const { incidentId } = world;
    expect(world.schedules.list()).toContainEqual({
      name: `observe-${incidentId}-0`,
      call: {
        function: 'action-roll-back-lambda-alias',
        payload: { operation: 'observe', incidentId, stepIndex: 0 },
      },
      until: new Date('2026-11-23T02:09:04.000Z'),
    });
  });

  /** The first verdict, and the minute of it. */
  async function firstVerdict(world: UseCaseWorld, from: string): Promise<string | null> {
    const fromMs = Date.parse(`2026-11-23T${from}.000Z`);
    for (let minute = 0; minute < 15; minute += 1) {
      world.clock.set(new Date(fromMs + minute * 60_000));
      const { state } = await checkRecovery(world, world);
      if (state !== null) return `${state} at ${world.clock.now().toISOString().slice(11, 16)}`;
    }
    return null;
  }

  it('takes no reading from before it had settled', async () => {
    const world = await unsettled();
    world.measure('2026-11-23T02:04:00.000Z', good);
    world.clock.set(new Date('2026-11-23T02:08:30.000Z'));
    expect(await checkRecovery(world, world)).toEqual({ state: null });
    await settle(world, true, '02:07:00');
    // 02:08, 02:09 and 02:10, a minute after it had settled.
    expect(await firstVerdict(world, '02:09:10')).toMatch(/^recovered at 02:1[12]$/);
    expect(world.schedules.list()).toEqual([]);
  });

  it('has the whole time to help from then on, and no more', async () => {
    const world = await unsettled();
    world.measure(
      '2026-11-23T02:04:00.000Z',
      Array.from({ length: 20 }, () => 40),
    );
    await settle(world, true, '02:07:00');
    world.clock.set(new Date('2026-11-23T02:11:30.000Z'));
    expect(await checkRecovery(world, world)).toEqual({ state: null });
    world.clock.set(new Date('2026-11-23T02:12:10.000Z'));
    expect(await checkRecovery(world, world)).toEqual({ state: 'no-better' });
  });

  it('is judged all the same when that is never seen', async () => {
    const world = await unsettled();
    world.measure('2026-11-23T02:04:00.000Z', good);
    expect(await firstVerdict(world, '02:05:10')).toMatch(/^recovered at 02:1[345]$/);
  });

  it('sees at once what got worse', async () => {
    const world = await unsettled();
    const evidence = metricsEvidence([
      aReading(),
      aReading({ name: 'latencyP99', unit: 'milliseconds', current: 10 }),
    ]);
    await world.incidents.putEvidence(world.incidentId, evidence);
    world.measure(
      '2026-11-23T02:04:00.000Z',
      Array.from({ length: 20 }, () => 5000),
    );
    expect(await firstVerdict(world, '02:05:10')).toMatch(/^worse at 02:0[789]$/);
  });
});

describe('a check of recovery', () => {
  it('asks for no metrics before anything can have settled', async () => {
    const world = await verifying();
    const readSeries = async () => await Promise.reject(new Error('too early'));
    expect(await checkRecovery({ ...world, series: { readSeries } }, world)).toEqual({ state: null });
  });

  it('says nothing while it is too early for a verdict', async () => {
    const world = await verifying();
    world.measure('2026-11-23T02:04:00.000Z', [40, 40, 0.3]);
    world.clock.set(new Date('2026-11-23T02:07:30.000Z'));
    expect(await checkRecovery(world, world)).toEqual({ state: null });
    expect(world.workflow.taskOutputs().size).toBe(0);
  });

  it('stays with its verdict, whatever is measured later', async () => {
    const world = await verifying();
    world.measure('2026-11-23T02:04:00.000Z', [40, 0.2, 0.3, 0.2, 0.3, 0.2]);
    world.clock.set(new Date('2026-11-23T02:10:10.000Z'));
    expect(await checkRecovery(world, world)).toEqual({ state: 'recovered' });
    world.measure(
      '2026-11-23T02:04:00.000Z',
      Array.from({ length: 60 }, () => 50),
    );
    world.clock.advance(1800);
    expect(await checkRecovery(world, world)).toEqual({ state: 'recovered' });
    expect(await verdictOf(world)).toBe('recovered');
  });

  it('fails while there is time for another, and is inconclusive when there is none', async () => {
    const world = await verifying();
    const readSeries = async () => await Promise.reject(new DependencyUnavailableError('CloudWatch is away'));
    world.clock.advance(200);
    const blind = { ...world, series: { readSeries } };
    await expect(checkRecovery(blind, world)).rejects.toThrow(DependencyUnavailableError);
    world.clock.advance(3600);
    expect(await checkRecovery(blind, world)).toEqual({ state: 'inconclusive' });
  });

  it('judges nothing while a metric is missing: it may be the one that got worse', async () => {
    const world = await verifying();
    world.measure('2026-11-23T02:04:00.000Z', [40, 0.2, 0.3, 0.2, 0.3, 0.2]);
    world.clock.set(new Date('2026-11-23T02:10:10.000Z'));
    const { readSeries } = world.series;
    const partly = {
      ...world,
      series: {
        readSeries: async (query: Parameters<typeof readSeries>[0]) => ({
          ...(await readSeries(query)),
          missing: [{ name: 'latencyP99' as const, reason: 'no answer within 9 s' }],
        }),
      },
    };
    await expect(checkRecovery(partly, world)).rejects.toThrow(
      'latencyP99 could not be read: no answer within 9 s',
    );
    world.clock.advance(3600);
    expect(await checkRecovery(partly, world)).toEqual({ state: 'inconclusive' });
  });

  it('sees no recovery in a metric that has a current value only: it asks for none, and doubts', async () => {
    const world = await verifying();
    const json = { url: 'https://shop.example/api/metrics', value: 'errors' };
    const errorRate = { unit: 'percent', periodSeconds: 60, json } as const;
    const policy = aPolicy({ services: [aService({ metrics: { errorRate } })] });
    const asked: string[] = [];
    const { readSeries } = world.series;
    const watching = {
      ...world,
      policy,
      series: {
        readSeries: async (query: Parameters<typeof readSeries>[0]) => {
          asked.push(...query.metrics);
          return await readSeries(query);
        },
      },
    };
    world.clock.advance(3600);
    expect(await checkRecovery(watching, world)).toEqual({ state: 'inconclusive' });
    expect(asked).toEqual([]);
  });

  it('puts the verdict on the timeline when nothing was done', async () => {
    const world = await verifying(null);
    world.clock.advance(7200);
    expect(await checkRecovery(world, world)).toEqual({ state: 'inconclusive' });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries).toEqual([expect.objectContaining({ kind: 'recovery.judged' })]);
    expect(await verdictOf(world)).toBeUndefined();
    expect(world.workflow.taskOutputs().get('token-v')).toMatchObject({ state: 'inconclusive' });
  });

  it('ends the checks of an incident that waits no more', async () => {
    const world = await verifying();
    await world.incidents.readIncident(world.incidentId);
    await world.change((incident) => ({ ...incident, status: 'responding' }));
    await checkRecovery(world, world);
    expect(world.schedules.list()).toEqual([]);
  });
});
