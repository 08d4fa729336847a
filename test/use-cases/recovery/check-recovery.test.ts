import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { checkRecovery } from '../../../lambdas/use-cases/recovery/check-recovery.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { aPolicy } from '../../support/builders/a-policy.ts';
import { aService } from '../../support/builders/builders.ts';
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
