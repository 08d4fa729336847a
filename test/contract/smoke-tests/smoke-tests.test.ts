import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import { smokeTestKinds } from '../../../lambdas/smoke-tests/index.ts';
import { runSmokeTest } from '../../../lambdas/use-cases/smoke-tests/run-smoke-test.ts';
import { createInProcessAws, type InProcessRequest } from '../../../local/world/in-process-aws.ts';
import { type AnyAnswer, smokeBenches } from './smoke-benches.ts';

const now = new Date('2026-11-23T02:00:00.000Z');

it('has a bench for every kind there is', () => {
  expect(Object.keys(smokeBenches).toSorted()).toEqual(smokeTestKinds.map(({ kind }) => kind).toSorted());
});

/** One run with what the other side answers; `late`: it never does, and the time is up. */
async function run(kind: (typeof smokeTestKinds)[number], entry: unknown, answer: AnyAnswer | 'late') {
  const requests: InProcessRequest[] = [];
  let timeIsUp = () => {};
  const never = <T>() => {
    timeIsUp();
    return new Promise<T>(() => {});
  };
  const found = await runSmokeTest(
    {
      aws: createInProcessAws((request) => {
        requests.push(request);
        return answer === 'late' ? never() : answer.aws;
      }),
      probe: { send: async () => (answer === 'late' ? await never() : answer.http()) },
      smokeSecrets: { read: async () => 'hunter2' },
      findSmokeTestKind: () => kind,
      timeouts: createTimerTimeouts((_, fire) => {
        timeIsUp = fire;
        return () => {};
      }),
      clock: { now: () => now },
    },
    {},
    {
      id: 'flow',
      kind: kind.kind,
      spec: z.parse(kind.schema, entry),
      timeoutSeconds: 10,
      runs: 'once-per-check',
    },
  );
  return { ...found, requests };
}

describe.each(smokeTestKinds.map((kind) => [kind.kind, kind] as const))('a smoke test: %s', (name, kind) => {
  const bench = smokeBenches[name];
  if (bench === undefined) throw new Error(`${name} has no bench`);

  it('passes when the flow does', async () => {
    const { outcome, text, test, at } = await run(kind, bench.entry, bench.passes);
    expect({ outcome, test }).toEqual({ outcome: 'passed', test: 'flow' });
    expect(text).not.toBe('');
    expect(at).toBe(bench.ranAt ?? now.toISOString());
  });

  it.each(Object.entries(bench.fails))('fails when %s', async (_, answer) => {
    expect(await run(kind, bench.entry, answer)).toMatchObject({ outcome: 'failed' });
  });

  it.each(Object.entries(bench.unknown))('says nothing about the service when %s', async (_, answer) => {
    expect(await run(kind, bench.entry, answer)).toMatchObject({ outcome: 'unknown' });
  });

  it('fails when it is not over within its time', async () => {
    expect(await run(kind, bench.entry, 'late')).toMatchObject({
      outcome: 'failed',
      text: 'did not end within 10 s',
    });
  });

  it('is allowed what it asks of AWS, and nothing where there is none', async () => {
    const spec = z.parse(kind.schema, bench.entry);
    const { requests } = await run(kind, bench.entry, bench.passes);
    expect(requests.map(bench.actionOf ?? (() => ''))).toEqual(
      kind.iam([spec]).flatMap(({ actions }) => actions),
    );
    expect(kind.iam([])).toEqual([]);
  });

  it.each(bench.wrong.map((entry) => [JSON.stringify(entry), entry]))('refuses the entry %s', (_, entry) => {
    expect(z.safeParse(kind.schema, entry).success).toBe(false);
  });
});
