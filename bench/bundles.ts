import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleHandlers } from '../lib/bundling/bundle-handlers.ts';
import { forLambda } from '../lib/bundling/esbuild-options.ts';
import { type Measurement, median } from './measuring/measurement.ts';

const rounds = 15;
/** With clients of the AWS SDK (ADR 0035). */
const bounds = { kilobytes: 600, times: 4.5 };
/**
 * Some senders give up after one second, cold start included. The sweep finishes what any other left, and runs every minute. Where agents write,
 * what reads and what plans is in one, and only an agent waits for it.
 */
const ownBounds: Readonly<Record<string, typeof bounds>> = {
  'receive-alert': { kilobytes: 60, times: 1.3 },
  'receive-change': { kilobytes: 400, times: 2.3 },
  sweep: { kilobytes: 740, times: 4.5 },
  'record-proposals': { kilobytes: 720, times: 4.5 },
};

interface Start {
  readonly processMilliseconds: number;
  readonly importMilliseconds: number;
}

/**
 * Size and start of each handler. Every round starts each bundle once in a fresh process, beside the empty handler, so
 * that what else the machine does falls on all alike; the medians are compared.
 */
export async function benchBundles(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'firebreak-bench-'));
  const { bundles } = await bundleHandlers({ outDir: directory });
  const emptyFile = join(directory, 'empty.js');
  await build({
    ...forLambda,
    entryPoints: [resolve(import.meta.dirname, 'empty-handler.ts')],
    outfile: emptyFile,
  });
  const files = [emptyFile, ...bundles.map((bundle) => join(bundle.directory, 'index.js'))];
  const starts = new Map<string, Start[]>(files.map((file) => [file, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [file, taken] of starts) taken.push(start(file));
  }
  const empty = summarize(starts.get(emptyFile) ?? []);
  return [
    tell('empty middy handler', 'process', empty.processMilliseconds),
    ...bundles.flatMap(({ name, directory: of, bytes }) => {
      const { processMilliseconds, importMilliseconds } = summarize(starts.get(join(of, 'index.js')) ?? []);
      const { kilobytes, times } = ownBounds[name] ?? bounds;
      return [
        figure(name, 'size', bytes / 1000, 'kB', kilobytes),
        tell(name, 'import', importMilliseconds),
        figure(name, 'process', processMilliseconds / empty.processMilliseconds, 'times', times),
      ];
    }),
  ];
}

/** One fresh process that loads the bundle and ends. */
function start(file: string): Start {
  const code = `const t=performance.now();require(${JSON.stringify(file)});console.log(performance.now()-t);process.exit()`;
  const begun = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--eval', code], { encoding: 'utf8' });
  const processMilliseconds = performance.now() - begun;
  if (status !== 0) throw new Error(`${file} does not load:\n${stderr}`);
  return { processMilliseconds, importMilliseconds: Number(stdout) };
}

function summarize(starts: readonly Start[]): Start {
  return {
    processMilliseconds: median(starts.map(({ processMilliseconds }) => processMilliseconds)),
    importMilliseconds: median(starts.map(({ importMilliseconds }) => importMilliseconds)),
  };
}

function tell(subject: string, name: string, milliseconds: number): Measurement {
  return { suite: 'bundles', subject, figure: name, value: milliseconds, unit: 'ms', target: null };
}

function figure(
  subject: string,
  name: string,
  value: number,
  unit: Measurement['unit'],
  atMost: number,
): Measurement {
  return { suite: 'bundles', subject, figure: name, value, unit, target: { atMost } };
}
