import { join } from 'node:path';
import { loadPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import type { ConsoleDeps } from '../../lambdas/runtime/build/build-console.ts';
import { type ConsoleRequest, consoleCaller } from '../../test/support/worlds/console-server.ts';
import { type Measurement, median } from '../measuring/measurement.ts';
import { firstPaints } from './first-paint.ts';
import { consoleWith, longIncidentId } from './many-incidents.ts';

const open = 100;
const entries = 1000;
const rounds = 40;
/** The first ones compile what they call. */
const warmUps = 20;
/** Of twice as much, twice the time, and what chance adds on a busy machine. */
const mostGrowth = 2.6;

const pages: Readonly<Record<string, ConsoleRequest>> = {
  'list of 100 open incidents': { resource: '/' },
  'search in 100 incidents': { resource: '/', query: { status: 'all', q: 'checkout', severity: 'SEV2' } },
  'incident with 1,000 entries': { resource: '/incidents/{id}', parameters: { id: longIncidentId } },
  services: { resource: '/services' },
  numbers: { resource: '/numbers' },
  'form that declares': { resource: '/declare' },
};

/** What a page weighs, what its function works for it over stores in memory, how that grows with twice as much on record, and how soon it is seen. */
export async function pagesSuite(): Promise<readonly Measurement[]> {
  const policy = await loadPolicy(join(import.meta.dirname, '..', '..', 'policy'));
  const usual = await consoleWith(open, entries, policy);
  const half = await consoleWith(open / 2, entries / 2, policy);
  const measurements: Measurement[] = [];
  for (const [subject, request] of Object.entries(pages)) {
    const [{ milliseconds, bytes }, smaller] = await measureBoth(usual, half, request);
    const figure = (name: string, value: number, unit: Measurement['unit'], atMost: number): Measurement => ({
      suite: 'pages',
      subject,
      figure: name,
      value,
      unit,
      target: { atMost },
    });
    measurements.push(
      figure('server, p50', milliseconds, 'ms', 20),
      figure('whole page', bytes / 1000, 'kB', 60),
      figure('time for twice as much', milliseconds / smaller.milliseconds, 'times', mostGrowth),
    );
  }
  return [...measurements, ...(await firstPaints(usual, pages))];
}

interface Measured {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** In turns, so that both are measured on the same machine, busy or not. */
async function measureBoth(
  one: ConsoleDeps,
  other: ConsoleDeps,
  request: ConsoleRequest,
): Promise<readonly [Measured, Measured]> {
  const calls = [consoleCaller(one), consoleCaller(other)] as const;
  const took: [number[], number[]] = [[], []];
  const bytes: [number, number] = [0, 0];
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const place of [0, 1] as const) {
      const began = performance.now();
      const { body, statusCode } = await calls[place](request);
      if (round >= 0) took[place].push(performance.now() - began);
      if (statusCode !== 200) throw new Error(`${request.resource} answered ${statusCode}`);
      bytes[place] = Buffer.byteLength(body);
    }
  }
  return [
    { milliseconds: median(took[0]), bytes: bytes[0] },
    { milliseconds: median(took[1]), bytes: bytes[1] },
  ];
}
