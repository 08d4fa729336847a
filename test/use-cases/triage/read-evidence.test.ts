import { describe, expect, it } from '@jest/globals';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import type { EvidenceReader } from '../../../lambdas/ports/plug-ins/evidence-reader.ts';
import { readEvidence, readerSeconds } from '../../../lambdas/use-cases/triage/read-evidence.ts';
import { metricsEvidence } from '../../support/builders/builders.ts';
import { manualTimer } from '../../support/faults/manual-timer.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

async function opened(read: EvidenceReader['read']) {
  const world = useCaseWorld();
  await world.open();
  const timers = manualTimer();
  const deps = {
    ...world,
    reader: { kind: 'metrics', read } satisfies EvidenceReader,
    timeouts: createTimerTimeouts(timers.timer),
  };
  return { ...timers, run: () => readEvidence(deps, world), world };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('reading evidence', () => {
  it('goes on without a reader that is too slow, aborts it, and says why', async () => {
    let given: AbortSignal | undefined;
    const { run, world, ...timers } = await opened(({ signal }) => {
      given = signal;
      return new Promise(() => {});
    });
    const reading = run();
    await turn();
    expect(given?.aborted).toBe(false);
    timers.pass(readerSeconds);
    expect(await reading).toEqual({
      kind: 'metrics',
      status: 'unavailable',
      gatheredAt: world.clock.now().toISOString(),
      reason: 'no answer within 12 s',
    });
    expect(given?.aborted).toBe(true);
    expect((await world.incidents.readRecord(world.incidentId))?.evidence).toEqual([]);
  });

  it('reads and stores nothing of what the service has none of, and that is no gap', async () => {
    const world = useCaseWorld();
    await world.open();
    const asked: (string | undefined)[] = [];
    const reader: EvidenceReader = {
      kind: 'metrics',
      isFor(service) {
        asked.push(service?.id);
        return false;
      },
      read: () => Promise.reject(new Error('nobody should read')),
    };
    const deps = { ...world, reader, timeouts: createTimerTimeouts(manualTimer().timer) };
    expect(await readEvidence(deps, world)).toEqual({ kind: 'metrics', status: 'not-applicable' });
    expect(asked).toEqual(['checkout']);
    expect((await world.incidents.readRecord(world.incidentId))?.evidence).toEqual([]);
  });

  it('keeps what came in time, and stops its timer', async () => {
    const { run, waiting, world } = await opened(async () => metricsEvidence());
    expect(await run()).toEqual({ kind: 'metrics', status: 'available' });
    expect(waiting()).toEqual([]);
    expect((await world.incidents.readRecord(world.incidentId))?.evidence).toHaveLength(1);
  });

  it.each<[string, EvidenceReader['read'], string]>([
    ['refuses', () => Promise.reject(new ConfigurationError('HTTP 403')), 'HTTP 403'],
    ['breaks', () => Promise.reject(new TypeError('secret text')), 'it failed: TypeError'],
    [
      'throws before it begins',
      () => {
        throw new RangeError('x');
      },
      'it failed: RangeError',
    ],
  ])('is unavailable with the reason when a reader %s', async (_, read, reason) => {
    const { run, waiting } = await opened(read);
    expect(await run()).toMatchObject({ status: 'unavailable', reason });
    expect(waiting()).toEqual([]);
  });
});
