import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { MetricsEvidence } from '../../../lambdas/domain/records/evidence.ts';
import type { SeriesQuery } from '../../../lambdas/ports/metric-series-reader.ts';
import { readToTheEnd } from '../../../lambdas/use-cases/closing/read-to-the-end.ts';
import { aClosedIncident } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

const minuteMs = 60_000;
let world: ReturnType<typeof useCaseWorld>;
let queries: SeriesQuery[];
let isDown: boolean;

/** Closed half an hour after triage. */
beforeEach(async () => {
  world = useCaseWorld();
  await world.acted();
  queries = [];
  isDown = false;
  world.clock.advance(30 * 60);
  const closedAt = world.clock.now().toISOString();
  await world.change(() => aClosedIncident({ closedAt }));
  world.measure(
    '2026-11-23T01:55:00.000Z',
    Array.from({ length: 60 }, (_, minute) => minute / 10),
  );
});

async function read(): Promise<MetricsEvidence> {
  const incident = await world.incidents.readIncident(world.incidentId);
  if (incident === null) throw new Error('There is no incident');
  const series = {
    async readSeries(query: SeriesQuery) {
      queries.push(query);
      if (isDown) throw new DependencyUnavailableError('CloudWatch is down');
      return await world.series.readSeries(query);
    },
  };
  await readToTheEnd({ ...world, series }, incident);
  const found = await world.incidents.readEvidence(world.incidentId, 'metrics');
  if (found === null || !('readings' in found)) throw new Error('There are no readings');
  return found;
}

describe('the metrics of a closed incident', () => {
  it('are read from triage to the end, so that no minute is missing', async () => {
    const { course, gatheredAt } = await read();
    const points = course?.readings.find(({ name }) => name === 'errorRate')?.points ?? [];
    const times = points.map(({ at }) => Date.parse(at));
    expect(times.length).toBeGreaterThan(30);
    for (const [place, time] of times.entries()) {
      expect(time - (times[place - 1] ?? time - minuteMs)).toBe(minuteMs);
    }
    expect(queries[0]?.from.getTime()).toBeLessThan(Date.parse(gatheredAt));
    expect(queries[0]?.until).toEqual(world.clock.now());
  });

  it('are read once more some minutes after the end, and then no more', async () => {
    await read();
    for (let minute = 0; minute < 29; minute += 1) {
      world.clock.advance(60);
      await read();
    }
    const closed = queries[0]?.until.getTime() ?? 0;
    expect(queries.map(({ until }) => (until.getTime() - closed) / minuteMs)).toEqual([0, 10]);
    world.clock.advance(3600);
    await read();
    expect(queries).toHaveLength(2);
  });

  it('tell how it is by then, in place of the last look while people decided', async () => {
    const { latest } = await read();
    expect(latest?.at).toBe(world.clock.now().toISOString());
    expect(latest?.readings.find(({ name }) => name === 'errorRate')?.current).toBeCloseTo(5.8);
  });

  it('are tried again where they could not be read, and what was known stays', async () => {
    await read();
    isDown = true;
    world.clock.advance(600);
    const before = await read();
    expect(before.course?.readings[0]?.points.length).toBeGreaterThan(30);
    isDown = false;
    world.clock.advance(60);
    const { course } = await read();
    expect(course?.at).toBe(world.clock.now().toISOString());
  });
});
