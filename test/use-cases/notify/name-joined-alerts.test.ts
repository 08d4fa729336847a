import { describe, expect, it } from '@jest/globals';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { anAlert, anIncidentAlert } from '../../support/builders/records.ts';
import { storeAlerts } from '../../support/builders/stored-alerts.ts';
import { everyFaultPoint } from '../../support/faults/faults.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

const join = (world: UseCaseWorld, ...titles: readonly string[]) =>
  storeAlerts(
    world.incidents,
    world.incidentId,
    ...titles.map((title) => anIncidentAlert({ alert: anAlert({ title, fingerprint: title }) })),
  );

async function sweepAfter(world: UseCaseWorld, seconds: number) {
  world.clock.advance(seconds);
  await sweep(world);
  return world.channel.sent().filter(({ kind }) => kind === 'alerts-joined');
}

const titlesOf = (sent: Awaited<ReturnType<typeof sweepAfter>>) =>
  sent.map(({ to, facts }) => [
    to,
    'alerts' in facts ? facts.alerts.map((each) => (each as { title: string }).title) : [],
  ]);

describe('alerts of other titles that join an incident', () => {
  it('are named to each recipient once, several at once', async () => {
    const world = useCaseWorld();
    await world.open({ commander: 'ben' });
    await join(world, 'DiskFull', 'QueueGrows');
    expect(titlesOf(await sweepAfter(world, 120))).toEqual([
      ['ana', ['DiskFull', 'QueueGrows']],
      ['ben', ['DiskFull', 'QueueGrows']],
    ]);
    await join(world, 'SlowQueries');
    expect(await sweepAfter(world, 60)).toHaveLength(2);
    await join(world, 'CacheCold');
    const sent = await sweepAfter(world, 600);
    expect(titlesOf(sent.slice(2))).toEqual([
      ['ana', ['SlowQueries', 'CacheCold']],
      ['ben', ['SlowQueries', 'CacheCold']],
    ]);
    expect(await sweepAfter(world, 3600)).toHaveLength(4);
  });

  it('are named on the timeline', async () => {
    const world = useCaseWorld();
    await world.open({ commander: 'ben' });
    await join(world, 'DiskFull');
    await sweepAfter(world, 120);
    const record = await world.incidents.readRecord(world.incidentId);
    const texts = record?.entries.filter(({ kind }) => kind === 'alerts.joined').map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('DiskFull')]);
  });

  it('are not those of the title of the incident itself', async () => {
    const world = useCaseWorld();
    await world.open({ commander: 'ben' });
    const { title = '' } = (await world.incidents.readIncident(world.incidentId)) ?? {};
    await storeAlerts(
      world.incidents,
      world.incidentId,
      anIncidentAlert({ alert: anAlert({ title, fingerprint: 'another pod' }) }),
    );
    expect(await sweepAfter(world, 120)).toEqual([]);
  });

  it('are named to everybody, whatever failed at first', async () => {
    await everyFaultPoint(async (faults) => {
      const world = useCaseWorld();
      await world.open({ commander: 'ben' });
      await join(world, 'DiskFull');
      world.clock.advance(120);
      await sweep(world.through(faults)).catch(() => {});
      const sent = await sweepAfter(world, 60);
      expect(new Set(sent.map(({ to }) => to))).toEqual(new Set(['ana', 'ben']));
    });
  });
});
